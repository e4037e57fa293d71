"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import type { PublicError } from "@/lib/core/errors";
import type { Result } from "@/lib/core/result";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { type Proof, ProofFields, proofFields } from "./proof-fields";

export interface FormDialogProps<O> {
  trigger: ReactNode;
  triggerLabel?: string;
  triggerVariant?: ButtonProps["variant"];
  title: string;
  description?: string;
  submitLabel: string;
  submitVariant?: "primary" | "danger";
  proof: Proof;
  /** Names of the fields among `children`. */
  fields?: readonly string[];
  children?: (error: PublicError | null) => ReactNode;
  send: (texts: Record<string, string>) => Promise<Result<O>>;
  done: (data: O, texts: Record<string, string>) => void;
}

/** A question in a dialog that also asks whether it is still the same person. Closes when it was answered. */
export function FormDialog<O>(props: FormDialogProps<O>) {
  const { trigger, triggerLabel, triggerVariant, title, description } = props;
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant={triggerVariant} aria-label={triggerLabel}>
          {trigger}
        </Button>
      </DialogTrigger>
      {open ? (
        <DialogContent title={title} description={description}>
          <Form {...props} close={() => setOpen(false)} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function Form<O>({
  submitLabel,
  submitVariant = "primary",
  proof,
  fields = [],
  children,
  send,
  done,
  close,
}: FormDialogProps<O> & { close: () => void }) {
  const common = useTranslations("common");
  const id = useId();
  const { error, pending, submit } = useSubmit(send, (data, texts) => {
    close();
    done(data, texts);
  });
  return (
    <form
      id={id}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(textsOf(event.currentTarget));
      }}
    >
      <FormError error={error} fields={[...fields, ...proofFields]} />
      {children?.(error)}
      <ProofFields proof={proof} error={error} />
      <div className="flex justify-end gap-2 pb-1">
        <Button onClick={close}>{common("actions.cancel")}</Button>
        <Button type="submit" variant={submitVariant} pending={pending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
