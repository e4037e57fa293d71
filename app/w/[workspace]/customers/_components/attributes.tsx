"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useUndo } from "@/components/shell/undo";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { IconButton } from "@/components/ui/icon-button";
import { InlineEdit } from "@/components/ui/inline-edit";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { Attribute } from "@/lib/domain/customers/attributes";
import { longestAttributeName, longestAttributeValue } from "@/lib/domain/customers/limits";
import { settled } from "@/lib/forms/settled";
import { setAttributeAction } from "../actions";

export interface AttributesProps {
  slug: string;
  customerId: string;
  attributes: readonly Attribute[];
  onChange: (attributes: Attribute[]) => void;
}

/** What the team notes down of a customer, by name: changed in place, and nobody has to set up names before. */
export function Attributes({ slug, customerId, attributes, onChange }: AttributesProps) {
  const t = useTranslations("attributes");
  const words = useProblemWords();
  const offerUndo = useUndo();
  const [adding, setAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);

  async function set(name: string, value: string | null, undoable: boolean) {
    const answer = await settled(() => setAttributeAction(slug, { customerId, name, value }));
    if (!answer.ok) {
      toast({ title: t("failed", { name }), text: words(answer.error), tone: "danger" });
      return;
    }
    const { attributes: now, before } = answer.data;
    onChange(now);
    if (!undoable || before === value) return;
    const title = value === null ? t("removed", { name }) : t("changed", { name });
    offerUndo({ title, undo: () => void set(name, before, false) });
  }

  function close() {
    setAdding(false);
    requestAnimationFrame(() => add.current?.focus());
  }

  return (
    <div className="flex flex-col gap-1">
      {attributes.length > 0 ? (
        <dl className="flex flex-col gap-0.5">
          {attributes.map(({ name, value }) => (
            <div key={name} className="group flex min-h-7 items-start gap-2 text-sm">
              <dt dir="auto" title={name} className="w-24 shrink-0 truncate pt-0.5 text-muted">
                {name}
              </dt>
              <dd className="flex min-w-0 flex-1 items-start justify-between gap-1">
                <InlineEdit
                  value={value}
                  label={name}
                  editLabel={t("edit", { name })}
                  maxLength={longestAttributeValue}
                  onSave={(next) => void set(name, next, true)}
                  className="break-words"
                >
                  {value}
                </InlineEdit>
                <IconButton
                  label={t("remove", { name })}
                  size="sm"
                  className="opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
                  onClick={() => void set(name, null, true)}
                >
                  <X aria-hidden />
                </IconButton>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {adding ? (
        <NewAttribute
          slug={slug}
          customerId={customerId}
          taken={attributes}
          onAdded={onChange}
          onClose={close}
        />
      ) : (
        <button
          ref={add}
          type="button"
          onClick={() => setAdding(true)}
          className="-mx-1.5 flex min-h-7 items-center gap-1.5 self-start rounded-md px-1.5 text-muted text-sm hover:bg-hover hover:text-text"
        >
          <Plus aria-hidden className="size-3.5" />
          {t("add")}
        </button>
      )}
    </div>
  );
}

type NewAttributeProps = Pick<AttributesProps, "slug" | "customerId"> & {
  taken: readonly Attribute[];
  onAdded: (attributes: Attribute[]) => void;
  onClose: () => void;
};

function NewAttribute({ slug, customerId, taken, onAdded, onClose }: NewAttributeProps) {
  const t = useTranslations("attributes");
  const actions = useTranslations("common.actions");
  const listId = useId();
  const names = useAttributeNames(slug).filter(
    (name) => !taken.some((one) => one.name.toLowerCase() === name.toLowerCase()),
  );
  const save = useAction(setAttributeAction.bind(null, slug), ["name", "value"]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = await save.run({
      customerId,
      name: String(form.get("name")),
      value: String(form.get("value")),
    });
    if (!answer) return;
    onAdded(answer.attributes);
    onClose();
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
      className="mt-1 flex flex-col gap-2 rounded-lg border border-border p-2.5"
    >
      <Field label={t("name")} error={save.fieldProblem("name")}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            name="name"
            dir="auto"
            list={listId}
            autoComplete="off"
            maxLength={longestAttributeName}
            placeholder={t("namePlaceholder")}
          />
        )}
      </Field>
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label={t("value")} error={save.fieldProblem("value")}>
        {(control) => (
          <Input {...control} name="value" dir="auto" autoComplete="off" maxLength={longestAttributeValue} />
        )}
      </Field>
      <FormProblem>{save.problem}</FormProblem>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onClose}>
          {actions("cancel")}
        </Button>
        <Button size="sm" type="submit" variant="primary" pending={save.pending}>
          {actions("save")}
        </Button>
      </div>
    </form>
  );
}

/** Names in use here, and such as most teams need. */
function useAttributeNames(slug: string): string[] {
  const t = useTranslations("attributes");
  const [used, setUsed] = useState<string[]>([]);
  useEffect(() => {
    let late = false;
    // Without suggestions one types the name.
    askDoor<string[]>(`/api/w/${slug}/customers/attributes`, {}).then(
      (names) => !late && setUsed(names),
      () => {},
    );
    return () => {
      late = true;
    };
  }, [slug]);
  const common = [t("common.phone"), t("common.company"), t("common.plan"), t("common.city")];
  const known = new Set(used.map((name) => name.toLowerCase()));
  return [...used, ...common.filter((name) => !known.has(name.toLowerCase()))];
}
