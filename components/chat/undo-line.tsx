"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import { refusalIn } from "@/lib/chat-client/refused";
import type { MemberEntry } from "@/lib/domain/chats/views";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useMessageActions } from "./message-actions";

/** Behind a line about a change: takes it back, or says who did. The line itself changes live, in every browser. */
export function UndoLine({ entry }: { entry: MemberEntry }) {
  const t = useTranslations("chat.undo");
  const actions = useTranslations("common.actions");
  const problem = useProblemWords();
  const { slug } = useMemberChannels();
  const [pending, setPending] = useState(false);
  const { mayUndo } = useMessageActions();
  const { undoneBy, changeId } = entry.event ?? {};
  if (undoneBy) return <span className="shrink-0">· {t("by", { by: undoneBy })}</span>;
  if (!changeId || !entry.event || !mayUndo(entry.event)) return null;
  async function undo() {
    setPending(true);
    try {
      await askDoor(`/api/w/${slug}/undo`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ entryId: entry.id }),
      });
    } catch (error) {
      toast({ title: t("failed"), text: problem(refusalIn(error)), tone: "danger" });
    } finally {
      setPending(false);
    }
  }
  return (
    <button
      type="button"
      disabled={pending}
      onClick={() => void undo()}
      className="min-h-6 shrink-0 rounded-sm underline decoration-current/40 underline-offset-2 hover:text-text"
    >
      {actions("undo")}
    </button>
  );
}
