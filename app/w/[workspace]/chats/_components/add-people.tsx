"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PeoplePicker } from "@/components/chats/people-picker";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { PersonRef } from "@/lib/domain/people/person-ref";

export interface AddPeopleProps {
  slug: string;
  myId: string;
  /** Who is in the group already. */
  present: readonly string[];
  onAdd: (userIds: string[]) => Promise<boolean>;
  onClose: () => void;
}

/** Adds people to a group. */
export function AddPeople({ slug, myId, present, onAdd, onClose }: AddPeopleProps) {
  const t = useTranslations("chats.add");
  const [chosen, setChosen] = useState<PersonRef[]>([]);
  const [pending, setPending] = useState(false);

  async function add() {
    if (chosen.length === 0 || pending) return;
    setPending(true);
    const done = await onAdd(chosen.map(({ id }) => id));
    setPending(false);
    if (done) onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title={t("title")}
        description={t("text")}
        footer={
          <Button
            variant="primary"
            pending={pending}
            disabled={chosen.length === 0}
            onClick={() => void add()}
          >
            {t("submit")}
          </Button>
        }
      >
        <PeoplePicker
          slug={slug}
          myId={myId}
          without={present}
          chosen={chosen}
          onChange={setChosen}
          onSubmit={() => void add()}
        />
      </DialogContent>
    </Dialog>
  );
}
