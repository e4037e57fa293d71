"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";
import { mostInHand } from "@/lib/domain/workspaces/limits";
import type { Member } from "@/lib/domain/workspaces/views";
import { setCapacityAction } from "../../actions";

interface CapacityInputProps {
  workspace: string;
  member: Member;
  capacity: { own: number | null; usual: number };
  disabled: boolean;
}

/** A member's own figure, stored once it was typed; empty: the workspace's holds. */
export function CapacityInput({ workspace, member, capacity, disabled }: CapacityInputProps) {
  const t = useTranslations("settings.taking");
  const router = useRouter();
  const { own, usual } = capacity;
  const save = useAction(setCapacityAction.bind(null, workspace), ["capacity"]);
  /** What is being typed; null: what is stored. */
  const [typed, setTyped] = useState<string | null>(null);

  async function store() {
    if (typed === null) return;
    const given = typed.trim() === "" ? null : Number(typed);
    if (given !== own) {
      if ((await save.run({ userId: member.id, capacity: given })) === null) return;
      router.refresh();
    } else save.reset();
    setTyped(null);
  }

  return (
    <Field
      label={t("capacityOf", { name: member.name })}
      hideLabel
      error={save.fieldProblem("capacity") ?? save.problem}
      className="w-20"
    >
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          max={mostInHand}
          placeholder={String(usual)}
          title={t("capacityHint", { usual })}
          disabled={disabled}
          value={typed ?? own ?? ""}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={store}
          onKeyDown={(event) => {
            if (event.key === "Enter") void store();
            if (event.key === "Escape") {
              save.reset();
              setTyped(null);
            }
          }}
        />
      )}
    </Field>
  );
}
