"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A text to take along: selected when it is entered, copied by the button. */
export function CopyLine({ label, hint, value }: { label: string; hint?: string; value: string }) {
  const t = useTranslations("common.actions");
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // No permission, or no https: the text stands selected in its field for the keyboard's own way.
      setCopied(false);
    }
  }

  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <div className="flex items-center gap-1.5">
          <Input
            {...control}
            readOnly
            value={value}
            className="font-mono text-xs"
            onFocus={(event) => event.target.select()}
          />
          <IconButton
            label={copied ? t("copied") : t("copy")}
            aria-label={`${copied ? t("copied") : t("copy")}: ${label}`}
            variant="secondary"
            onClick={copy}
          >
            {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
          </IconButton>
        </div>
      )}
    </Field>
  );
}
