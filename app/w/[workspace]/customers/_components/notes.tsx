"use client";

import { Pencil, StickyNote, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useUndo } from "@/components/shell/undo";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { IconButton } from "@/components/ui/icon-button";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { newId } from "@/lib/core/ids";
import { longestCustomerNote } from "@/lib/domain/customers/limits";
import type { CustomerNote } from "@/lib/domain/customers/views";
import { settled } from "@/lib/forms/settled";
import { addNoteAction, deleteNoteAction, editNoteAction, restoreNoteAction } from "../actions";

type Props = {
  slug: string;
  customerId: string;
  notes: readonly CustomerNote[];
  /** Something was written, changed or deleted: ask again. */
  onChange: () => void;
};

/** What members tell each other of a customer, who never sees it. */
export function Notes({ slug, customerId, notes, onChange }: Props) {
  const t = useTranslations("customers.notes");
  return (
    <section aria-labelledby="customer-notes" className="flex flex-col gap-3">
      <div>
        <h2 id="customer-notes" className="font-semibold text-base">
          {t("title")}
        </h2>
        <p className="text-subtle text-xs">{t("hint")}</p>
      </div>
      <NewNote slug={slug} customerId={customerId} onAdded={onChange} />
      {notes.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {notes.map((note) => (
            <Note key={note.id} slug={slug} note={note} onChange={onChange} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function NewNote({ slug, customerId, onAdded }: { slug: string; customerId: string; onAdded: () => void }) {
  const t = useTranslations("customers.notes");
  // Sent again after a lost answer, it is still one note.
  const [draft, setDraft] = useState({ id: newId(), body: "" });
  const save = useAction(addNoteAction.bind(null, slug), ["body"]);

  async function submit(event?: FormEvent) {
    event?.preventDefault();
    if (save.pending) return;
    const answer = await save.run({ customerId, noteId: draft.id, body: draft.body });
    if (!answer) return;
    setDraft({ id: newId(), body: "" });
    onAdded();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-2">
      <Field label={t("write")} hideLabel error={save.fieldProblem("body")}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            rows={2}
            value={draft.body}
            maxLength={longestCustomerNote}
            placeholder={t("placeholder")}
            onChange={(event) => setDraft({ ...draft, body: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
            }}
            className="border-note bg-note"
          />
        )}
      </Field>
      <FormProblem>{save.problem}</FormProblem>
      <Button
        type="submit"
        size="sm"
        pending={save.pending}
        disabled={draft.body.trim() === ""}
        className="self-end"
      >
        <StickyNote aria-hidden />
        {t("add")}
      </Button>
    </form>
  );
}

function Note({ slug, note, onChange }: { slug: string; note: CustomerNote; onChange: () => void }) {
  const t = useTranslations("customers.notes");
  const format = useFormatter();
  const words = useProblemWords();
  const offerUndo = useUndo();
  const [editing, setEditing] = useState(false);
  const { id: noteId, author, at, editedAt, body, own } = note;

  async function settle(run: () => ReturnType<typeof restoreNoteAction | typeof deleteNoteAction>) {
    const answer = await settled<unknown>(run);
    if (!answer.ok) toast({ title: t("failed"), text: words(answer.error), tone: "danger" });
    onChange();
    return answer.ok;
  }

  async function remove() {
    if (!(await settle(() => deleteNoteAction(slug, { noteId })))) return;
    offerUndo({ title: t("deleted"), undo: () => void settle(() => restoreNoteAction(slug, { noteId })) });
  }

  return (
    <li className="rounded-lg bg-note px-3 py-2 text-note-text">
      <div className="flex min-h-7 items-center gap-2 text-xs">
        <Avatar name={author.name} id={author.id} src={author.avatar} size={16} />
        <span dir="auto" className="min-w-0 truncate font-medium">
          {author.name}
        </span>
        <time
          dateTime={at}
          title={format.dateTime(new Date(at), "full")}
          suppressHydrationWarning
          className="shrink-0"
        >
          {format.dateTime(new Date(at), "date")}
        </time>
        {editedAt ? <span className="shrink-0">{t("edited")}</span> : null}
        {own && !editing ? (
          <span className="ml-auto flex shrink-0">
            <IconButton label={t("edit")} size="sm" onClick={() => setEditing(true)}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton label={t("delete")} size="sm" onClick={() => void remove()}>
              <Trash2 aria-hidden />
            </IconButton>
          </span>
        ) : null}
      </div>
      {editing ? (
        <EditNote
          slug={slug}
          note={note}
          onDone={() => {
            setEditing(false);
            onChange();
          }}
        />
      ) : (
        <p dir="auto" className="mt-1 whitespace-pre-wrap break-words text-sm text-text">
          {body}
        </p>
      )}
    </li>
  );
}

function EditNote({ slug, note, onDone }: { slug: string; note: CustomerNote; onDone: () => void }) {
  const t = useTranslations("customers.notes");
  const actions = useTranslations("common.actions");
  const save = useAction(editNoteAction.bind(null, slug), ["body"]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = String(new FormData(event.currentTarget).get("body"));
    if (await save.run({ noteId: note.id, body })) onDone();
  }

  return (
    <form onSubmit={submit} noValidate className="mt-1 flex flex-col gap-2">
      <Field label={t("edit")} hideLabel error={save.fieldProblem("body")}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            dir="auto"
            name="body"
            rows={2}
            defaultValue={note.body}
            maxLength={longestCustomerNote}
            onKeyDown={(event) => {
              if (event.key === "Escape") onDone();
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
                event.currentTarget.form?.requestSubmit();
              }
            }}
          />
        )}
      </Field>
      <FormProblem>{save.problem}</FormProblem>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>
          {actions("cancel")}
        </Button>
        <Button size="sm" type="submit" variant="primary" pending={save.pending}>
          {actions("save")}
        </Button>
      </div>
    </form>
  );
}
