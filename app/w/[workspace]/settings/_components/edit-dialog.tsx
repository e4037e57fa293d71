"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { useAction } from "@/components/ui/use-action";
import type { Result } from "@/lib/core/result";

export interface EditDialogProps<Given> {
  /** The words for making a new one. */
  create: string;
  /** Those for changing the one that is there, with its name; null where there is none. */
  edit: string | null;
  /** Names of the form's fields that can be wrong. */
  fields: readonly string[];
  width?: "md" | "lg";
  read: (form: FormData) => Given;
  send: (given: Given) => Promise<Result<unknown>>;
  /** The fields, told what is wrong with each. They begin anew whenever the dialog opens. */
  children: (problemOf: (field: string) => string | undefined) => ReactNode;
}

/** A button and the dialog it opens, in which something is made or changed. Closes once that was stored. */
export function EditDialog<Given>(props: EditDialogProps<Given>) {
  const { create, edit, fields, width, read, send, children } = props;
  const t = useTranslations("common.actions");
  const router = useRouter();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const save = useAction(send, fields);

  function toggle(next: boolean) {
    save.reset();
    setOpen(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if ((await save.run(read(new FormData(event.currentTarget)))) === null) return;
    toggle(false);
    router.refresh();
  }

  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>
        {edit === null ? (
          <Button variant="primary">
            <Plus aria-hidden />
            {create}
          </Button>
        ) : (
          <Button size="sm" aria-label={edit}>
            {t("edit")}
          </Button>
        )}
      </DialogTrigger>
      <DialogContent
        title={edit ?? create}
        width={width}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t("cancel")}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" pending={save.pending}>
              {edit === null ? create : t("save")}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-5">
          {children(save.fieldProblem)}
          <FormProblem>{save.problem}</FormProblem>
        </form>
      </DialogContent>
    </Dialog>
  );
}
