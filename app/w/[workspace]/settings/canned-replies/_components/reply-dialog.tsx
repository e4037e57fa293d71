"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { longestShortcut, longestTitle } from "@/lib/domain/canned-replies/limits";
import type { CannedReply, CannedReplyScope } from "@/lib/domain/canned-replies/views";
import type { VariableValues } from "@/lib/reply-variables/variables";
import { EditDialog } from "../../_components/edit-dialog";
import { createCannedReplyAction, updateCannedReplyAction } from "../../actions";
import { BodyField } from "./body-field";

export interface ReplyDialogProps {
  slug: string;
  /** What variables stand for in the preview. */
  sample: VariableValues;
  mayShare: boolean;
  reply?: CannedReply;
}

/** Makes a canned reply, or changes the one given. */
export function ReplyDialog({ slug, sample, mayShare, reply }: ReplyDialogProps) {
  const t = useTranslations("settings.cannedReplies");
  return (
    <EditDialog
      width="lg"
      create={t("create")}
      edit={reply ? t("editOf", { title: reply.title }) : null}
      fields={["shortcut", "title", "body"]}
      read={read}
      send={({ scope, ...words }) =>
        reply
          ? updateCannedReplyAction(slug, { replyId: reply.id, version: reply.version, ...words })
          : createCannedReplyAction(slug, { scope, ...words })
      }
    >
      {(problemOf) => (
        <>
          <div className="grid gap-5 sm:grid-cols-[1fr_14rem]">
            <Field label={t("title")} error={problemOf("title")} required>
              {(control) => (
                <Input
                  {...control}
                  name="title"
                  defaultValue={reply?.title}
                  maxLength={longestTitle}
                  autoComplete="off"
                />
              )}
            </Field>
            <Field label={t("shortcut")} hint={t("shortcutHint")} error={problemOf("shortcut")} required>
              {(control) => (
                <Input
                  {...control}
                  name="shortcut"
                  defaultValue={reply?.shortcut}
                  // With the slash that one may type.
                  maxLength={longestShortcut + 1}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                />
              )}
            </Field>
          </div>
          {mayShare && !reply ? (
            <RadioGroup name="scope" defaultValue="shared" aria-label={t("scope")}>
              <Radio value="shared" label={t("forAll")} hint={t("forAllHint")} />
              <Radio value="personal" label={t("forMe")} />
            </RadioGroup>
          ) : null}
          <BodyField initial={reply?.body ?? ""} sample={sample} problem={problemOf("body")} />
        </>
      )}
    </EditDialog>
  );
}

function read(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  const scope: CannedReplyScope = form.get("scope") === "shared" ? "shared" : "personal";
  return { shortcut: text("shortcut"), title: text("title"), body: text("body"), scope };
}
