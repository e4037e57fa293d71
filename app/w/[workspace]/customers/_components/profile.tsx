"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CustomerProfile } from "@/lib/domain/customers/views";
import { Attributes } from "./attributes";
import { Notes } from "./notes";

/** What the team notes down; shown at once when changed here, and as the server says when it tells. */
export function ProfileAttributes({ slug, customer }: { slug: string; customer: CustomerProfile }) {
  const t = useTranslations("attributes");
  const router = useRouter();
  const [shown, setShown] = useState({ from: customer, attributes: customer.attributes });
  if (shown.from !== customer) setShown({ from: customer, attributes: customer.attributes });
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-base">{t("title")}</h2>
      <Attributes
        slug={slug}
        customerId={customer.id}
        attributes={shown.attributes}
        onChange={(attributes) => {
          setShown({ from: customer, attributes });
          router.refresh();
        }}
      />
    </section>
  );
}

export function ProfileNotes({ slug, customer }: { slug: string; customer: CustomerProfile }) {
  const router = useRouter();
  return (
    <Notes slug={slug} customerId={customer.id} notes={customer.notes} onChange={() => router.refresh()} />
  );
}
