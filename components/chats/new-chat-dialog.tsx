"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { newId } from "@/lib/core/ids";
import type { Result } from "@/lib/core/result";
import { mostParticipants } from "@/lib/domain/chats/limits";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import { settled } from "@/lib/forms/settled";
import { PeoplePicker } from "./people-picker";

export type Started = Result<{ chatId: string }>;

export interface NewChatDialogProps {
  slug: string;
  myId: string;
  openDirect: (userId: string) => Promise<Started>;
  createGroup: (group: { chatId: string; title: string | null; userIds: string[] }) => Promise<Started>;
  onStarted: (chatId: string) => void;
  onClose: () => void;
}

/** One person makes a direct chat, several a group with a name if one likes. */
export function NewChatDialog({
  slug,
  myId,
  openDirect,
  createGroup,
  onStarted,
  onClose,
}: NewChatDialogProps) {
  const t = useTranslations("shell.newChat");
  const words = useProblemWords();
  const [chosen, setChosen] = useState<PersonRef[]>([]);
  const [title, setTitle] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // The same however often this window asks, so that a lost answer makes no second group.
  const [chatId] = useState(newId);
  // Whoever makes a group is in it.
  const others = chosen.filter(({ id }) => id !== myId);
  const group = chosen.length > 1;
  const tooMany = others.length >= mostParticipants;
  const ready = chosen.length > 0 && !tooMany && !pending;

  async function start() {
    const [only] = chosen;
    if (!ready || !only) return;
    setPending(true);
    const userIds = others.map(({ id }) => id);
    const answer = await settled(() =>
      group ? createGroup({ chatId, title: title.trim() || null, userIds }) : openDirect(only.id),
    );
    setPending(false);
    if (!answer.ok) return setProblem(words(answer.error));
    onStarted(answer.data.chatId);
    onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title={t("title")}
        description={t("hint")}
        footer={
          <Button variant="primary" pending={pending} disabled={!ready} onClick={() => void start()}>
            {t(group ? "group" : "direct")}
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          {problem || tooMany ? (
            <Banner tone="danger">{tooMany ? t("tooMany", { most: mostParticipants }) : problem}</Banner>
          ) : null}
          <PeoplePicker
            slug={slug}
            myId={myId}
            chosen={chosen}
            onChange={setChosen}
            onSubmit={() => void start()}
          />
          {group ? (
            <Field label={t("name")} optional>
              {(control) => (
                <Input
                  {...control}
                  value={title}
                  maxLength={100}
                  placeholder={t("namePlaceholder")}
                  onChange={(event) => setTitle(event.target.value)}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    void start();
                  }}
                />
              )}
            </Field>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}
