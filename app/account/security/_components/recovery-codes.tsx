"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";

/** Shown once, and closed only on purpose: there is no way to see them again. */
export function RecoveryCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const [copied, setCopied] = useState(false);
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={t("security.recoveryTitle")}
        description={t("security.recoveryText")}
        footer={
          <>
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(codes.join("\n")).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              {copied ? common("actions.copied") : t("security.recoveryCopy")}
            </Button>
            <Button variant="primary" onClick={close}>
              {t("security.recoveryKept")}
            </Button>
          </>
        }
      >
        <ul className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-lg bg-sunken p-4 font-mono text-sm">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
