"use client";

import { Merge } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { TagDot } from "@/components/tasks/tag-chip";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { TagRef } from "@/lib/domain/tasks/tag-rules";
import { mergeTagsAction, restoreTagAction } from "../../actions";
import { useTagDeed } from "./use-tag-deed";

/** Asks into which other one. */
export function MergeTag({
  workspace,
  tag,
  others,
}: {
  workspace: string;
  tag: TagRef;
  others: readonly TagRef[];
}) {
  const t = useTranslations("settings.tags");
  const actions = useTranslations("common.actions");
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [into, setInto] = useState<string>();
  const deed = useTagDeed();
  const merge = useAction(mergeTagsAction.bind(null, workspace), ["intoTagId"]);
  const { id: tagId, name } = tag;

  function toggle(next: boolean) {
    merge.reset();
    setInto(undefined);
    setOpen(next);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!into) return;
    const answer = await merge.run({ tagId, intoTagId: into });
    if (!answer) return;
    toggle(false);
    if (answer.merged) {
      deed(name, t("merged", { name, into: answer.name }), () => restoreTagAction(workspace, { tagId }));
    } else toast({ title: t("alreadyMerged") });
    router.refresh();
  }

  return (
    <>
      <IconButton
        label={t("mergeOf", { name })}
        size="sm"
        disabled={others.length === 0}
        onClick={() => toggle(true)}
      >
        <Merge aria-hidden />
      </IconButton>
      <Dialog open={open} onOpenChange={toggle}>
        <DialogContent
          title={t("mergeTitle", { name })}
          footer={
            <>
              <DialogClose asChild>
                <Button>{actions("cancel")}</Button>
              </DialogClose>
              <Button
                type="submit"
                form={formId}
                variant="primary"
                pending={merge.pending}
                disabled={into === undefined}
              >
                {t("merge")}
              </Button>
            </>
          }
        >
          <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
            <p className="text-muted text-sm">{t("mergeText", { name })}</p>
            <Field label={t("into")} error={merge.fieldProblem("intoTagId")}>
              {(control) => (
                <Select
                  {...control}
                  value={into}
                  onValueChange={setInto}
                  placeholder={t("chooseOne")}
                  options={others.map(({ id, name, color }) => ({
                    value: id,
                    label: name,
                    icon: <TagDot color={color} />,
                  }))}
                />
              )}
            </Field>
            <FormProblem>{merge.problem}</FormProblem>
          </form>
        </DialogContent>
      </Dialog>
    </>
  );
}
