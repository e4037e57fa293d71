"use client";

import { useTranslations } from "next-intl";
import { TagDot } from "@/components/tasks/tag-chip";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { longestTagName, type TagColor, type TagRef, tagColorOrder } from "@/lib/domain/tasks/tag-rules";
import { EditDialog } from "../../_components/edit-dialog";
import { changeTagAction, createTagAction } from "../../actions";
import { useTagDeed } from "./use-tag-deed";

/** Makes a tag, or changes the one given: its name and colour. */
export function TagDialog({ workspace, tag }: { workspace: string; tag?: TagRef }) {
  const t = useTranslations("settings.tags");
  const deed = useTagDeed();
  return (
    <EditDialog
      create={t("create")}
      edit={tag ? t("editOf", { name: tag.name }) : null}
      fields={["name", "color"]}
      read={(form) => ({ name: String(form.get("name")), color: form.get("color") as TagColor })}
      send={async (given) => {
        if (!tag) return createTagAction(workspace, given);
        const answer = await changeTagAction(workspace, { tagId: tag.id, ...given });
        const before = answer.ok ? answer.data : null;
        if (before)
          deed(tag.name, t("changed", { name: given.name }), () => changeTagAction(workspace, before));
        return answer;
      }}
    >
      {(problemOf) => (
        <>
          <Field label={t("name")} error={problemOf("name")} required>
            {(control) => (
              <Input
                {...control}
                name="name"
                defaultValue={tag?.name}
                maxLength={longestTagName}
                autoComplete="off"
              />
            )}
          </Field>
          <fieldset>
            <legend className="pb-1.5 font-medium text-sm">{t("color")}</legend>
            <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
              {tagColorOrder.map((color) => (
                <label
                  key={color}
                  className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover has-checked:bg-selected"
                >
                  <input
                    type="radio"
                    name="color"
                    value={color}
                    defaultChecked={color === (tag?.color ?? "blue")}
                    className="size-3.5 accent-accent"
                  />
                  <TagDot color={color} className="size-3" />
                  {t(`colors.${color}`)}
                </label>
              ))}
            </div>
          </fieldset>
        </>
      )}
    </EditDialog>
  );
}
