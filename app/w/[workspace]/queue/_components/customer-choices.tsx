"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { useAnswer } from "@/lib/chat-client/use-answer";

/** How many of those found are offered; whoever is not among them is found by more letters. */
const mostOffered = 8;

type Found = { id: string; name: string | null; email: string | null };

export interface CustomerChoicesProps {
  slug: string;
  chosen: readonly string[];
  names: Record<string, string>;
  onChange: (chosen: string[]) => void;
}

/** Customers to filter by: those chosen, and whom one looks for. */
export function CustomerChoices({ slug, chosen, names, onChange }: CustomerChoicesProps) {
  const t = useTranslations("queue.filters");
  const [typed, setTyped] = useState("");
  // Those just chosen, of whom the list doesn't know the names yet.
  const [known, setKnown] = useState<Record<string, string>>({});
  const q = typed.trim();
  const { data, failed } = useAnswer<{ items: Found[] }>(
    q ? `/api/w/${slug}/customers?${new URLSearchParams({ q })}` : null,
    250,
  );
  const found = (data?.items ?? []).slice(0, mostOffered);
  const note = failed ? t("customersFailed") : data && found.length === 0 ? t("noCustomer") : null;
  // Whoever is found stays in their place when they are chosen, and the focus with them.
  const others = chosen
    .filter((id) => !found.some((one) => one.id === id))
    .map((id) => ({ id, name: names[id] || known[id] || null, email: null }));

  function toggle({ id, name, email }: Found) {
    if (chosen.includes(id)) {
      onChange(chosen.filter((other) => other !== id));
      return;
    }
    setKnown({ ...known, [id]: name ?? email ?? "" });
    onChange([...chosen, id]);
  }

  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">{t("customer")}</legend>
      <Input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        aria-label={t("findCustomer")}
        placeholder={t("findCustomer")}
        maxLength={200}
      />
      <div className="-m-1 mt-1 flex max-h-44 flex-col gap-1.5 overflow-y-auto p-1">
        {[...others, ...found].map((one) => (
          <Checkbox
            key={one.id}
            label={
              <span dir="auto" className="break-words">
                {one.name ?? one.email ?? t("unknown")}
                {one.name && one.email ? <span className="text-muted"> · {one.email}</span> : null}
              </span>
            }
            checked={chosen.includes(one.id)}
            onCheckedChange={() => toggle(one)}
          />
        ))}
        <p role="status" className="text-muted text-xs empty:hidden">
          {note}
        </p>
      </div>
    </fieldset>
  );
}
