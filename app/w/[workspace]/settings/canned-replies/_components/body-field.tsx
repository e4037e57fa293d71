"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { editTextarea } from "@/components/chat/composer/edit-textarea";
import { Markdown } from "@/components/chat/markdown";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { longestBody } from "@/lib/domain/canned-replies/limits";
import {
  fillVariables,
  unfilledNames,
  type VariableName,
  type VariableValues,
  variableNames,
} from "@/lib/reply-variables/variables";

export interface BodyFieldProps {
  initial: string;
  sample: VariableValues;
  problem: string | undefined;
}

/** What a canned reply says, with the variables that there are, and how it will look. */
export function BodyField({ initial, sample, problem }: BodyFieldProps) {
  const t = useTranslations("settings.cannedReplies");
  const [body, setBody] = useState(initial);
  const box = useRef<HTMLTextAreaElement>(null);
  const filled = fillVariables(body, sample);
  const unknown = unfilledNames(filled);

  function insert(name: VariableName) {
    const field = box.current;
    if (!field) return;
    const { selectionStart: from, selectionEnd: to } = field;
    const end = from + name.length + 4;
    editTextarea(field, { from, to, insert: `{{${name}}}`, start: end, end });
  }

  return (
    <>
      <Field label={t("body")} hint={t("bodyHint")} error={problem} required>
        {(control) => (
          <Textarea
            {...control}
            ref={box}
            name="body"
            dir="auto"
            rows={5}
            value={body}
            maxLength={longestBody}
            onChange={(event) => setBody(event.target.value)}
            className="max-h-64"
          />
        )}
      </Field>
      <fieldset className="-mt-3">
        <legend className="pb-1 text-muted text-xs">{t("variables")}</legend>
        <div className="flex flex-wrap gap-1.5">
          {variableNames.map((name) => (
            <button
              key={name}
              type="button"
              title={`{{${name}}}`}
              onClick={() => insert(name)}
              className="min-h-6 rounded-md border border-border bg-surface px-2 py-0.5 text-muted text-xs hover:bg-hover hover:text-text pointer-coarse:min-h-8"
            >
              {t(`variable.${nameKeys[name]}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <p role="status" className="-mt-3 text-warning-text text-xs empty:hidden">
        {unknown.length > 0 ? t("unknown", { names: unknown.join(", ") }) : null}
      </p>
      <section aria-label={t("preview")} className="-mt-2">
        <p aria-hidden className="pb-1 font-medium text-sm">
          {t("preview")}
        </p>
        <div dir="auto" className="min-h-16 break-words rounded-lg bg-sunken px-3 py-2 text-sm text-text">
          {body.trim() === "" ? (
            <p className="text-muted">{t("previewEmpty")}</p>
          ) : (
            <Markdown text={filled} />
          )}
        </div>
      </section>
    </>
  );
}

/** Catalogue keys have no dots. */
const nameKeys = {
  "customer.name": "customerName",
  "customer.first_name": "customerFirstName",
  "customer.email": "customerEmail",
  "ticket.number": "ticketNumber",
  "ticket.title": "ticketTitle",
  "agent.name": "agentName",
  "agent.first_name": "agentFirstName",
  "workspace.name": "workspaceName",
} as const satisfies Record<VariableName, string>;
