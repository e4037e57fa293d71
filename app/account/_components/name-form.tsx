"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { updateProfileAction } from "../actions";

export function NameForm({ name }: { name: string }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const text = useErrorText();
  const router = useRouter();
  const { error, pending, submit } = useSubmit(updateProfileAction, () => {
    toast({ title: t("saved"), tone: "success" });
    router.refresh();
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-3 px-4 py-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        submit({ name: textsOf(event.currentTarget).name ?? "" });
      }}
    >
      <FormError error={error} fields={["name"]} />
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label={t("profile.name")}
          hideLabel
          hint={t("profile.nameHint")}
          error={text.field(error, "name")}
          className="min-w-56 flex-1"
        >
          {(control) => <Input {...control} name="name" defaultValue={name} autoComplete="name" />}
        </Field>
        <Button type="submit" variant="primary" pending={pending}>
          {common("actions.save")}
        </Button>
      </div>
    </form>
  );
}
