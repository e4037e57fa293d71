"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { textsOf, useSubmit } from "@/lib/forms/use-submit";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { enableTotpAction } from "../../actions";

export interface ConfirmTotpProps {
  secret: string;
  /** A data address. */
  qrCode: string;
  close: () => void;
  done: (codes: string[]) => void;
}

/** The secret for the app, and the proof that it arrived there. */
export function ConfirmTotp({ secret, qrCode, close, done }: ConfirmTotpProps) {
  const t = useTranslations("account");
  const text = useErrorText();
  const { error, pending, submit } = useSubmit(enableTotpAction, ({ codes }) => {
    toast({ title: t("security.totpDone"), tone: "success" });
    done(codes);
  });
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent title={t("security.totpScan")}>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            submit({ code: textsOf(event.currentTarget).code ?? "" });
          }}
        >
          <FormError error={error} fields={["code"]} />
          {/* White around and behind it in both themes: apps read dark on light. */}
          {/* biome-ignore lint/performance/noImgElement: a data address, made for this one moment */}
          <img
            src={qrCode}
            alt={t("security.totpQr")}
            className="size-44 self-center rounded-lg bg-white p-3"
          />
          <p className="text-muted text-sm">
            {t("security.totpManual")}{" "}
            <code className="select-all break-all font-mono text-text">
              {secret.match(/.{1,4}/g)?.join(" ")}
            </code>
          </p>
          <Field label={t("security.totpCode")} error={text.field(error, "code")}>
            {(control) => (
              <Input
                {...control}
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                spellCheck={false}
              />
            )}
          </Field>
          <div className="flex justify-end pb-1">
            <Button type="submit" variant="primary" pending={pending}>
              {t("security.totpConfirm")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
