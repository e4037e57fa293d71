"use client";

import { BadgeCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { InlineEdit } from "@/components/ui/inline-edit";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { longestCustomerName } from "@/lib/domain/customers/limits";
import type { CustomerProfile } from "@/lib/domain/customers/views";
import { settled } from "@/lib/forms/settled";
import { updateCustomerAction } from "../actions";

/** The name and address of a customer, corrected in place. */
export function Identity({ slug, customer }: { slug: string; customer: CustomerProfile }) {
  const t = useTranslations("customers");
  const router = useRouter();
  const words = useProblemWords();
  const { id: customerId, name, email, emailVerified } = customer;

  async function save(change: { name?: string | null; email?: string | null }) {
    const answer = await settled(() => updateCustomerAction(slug, { customerId, ...change }));
    if (!answer.ok) toast({ title: t("changeFailed"), text: words(answer.error), tone: "danger" });
    router.refresh();
  }

  return (
    <div className="flex min-w-0 items-center gap-4">
      <Avatar name={name ?? t("anonymous")} id={customerId} size={64} />
      <div className="flex min-w-0 flex-1 flex-col items-start">
        {/* The heading names the page also while its words are being changed. */}
        <h1 className="sr-only">{name ?? t("anonymous")}</h1>
        <InlineEdit
          value={name ?? ""}
          label={t("columns.name")}
          editLabel={t("edit", { field: t("columns.name") })}
          maxLength={longestCustomerName}
          mayBeEmpty
          onSave={(value) => void save({ name: value || null })}
          className="max-w-full break-words font-semibold text-xl tracking-[-0.01em]"
        >
          {name ?? <span className="font-normal text-muted">{t("anonymous")}</span>}
        </InlineEdit>
        <div className="flex max-w-full flex-wrap items-center gap-x-2 text-muted">
          <InlineEdit
            value={email ?? ""}
            label={t("columns.email")}
            editLabel={t("edit", { field: t("columns.email") })}
            type="email"
            maxLength={254}
            mayBeEmpty
            onSave={(value) => void save({ email: value || null })}
            className="max-w-full break-all"
          >
            {email ?? t("addEmail")}
          </InlineEdit>
          {email ? <Verified verified={emailVerified} /> : null}
        </div>
      </div>
    </div>
  );
}

function Verified({ verified }: { verified: boolean }) {
  const t = useTranslations("customers");
  if (!verified) return <span className="text-subtle text-xs">{t("unverified")}</span>;
  return (
    <span className="flex items-center gap-1 text-success-text text-xs">
      <BadgeCheck aria-hidden className="size-3.5" />
      {t("verified")}
    </span>
  );
}
