"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useUndo } from "@/components/shell/undo";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { PublicError } from "@/lib/core/errors";
import type { CannedReply } from "@/lib/domain/canned-replies/views";
import { settled } from "@/lib/forms/settled";
import { createCannedReplyAction, deleteCannedReplyAction } from "../../actions";

/** Deletes at once, and offers to undo it. */
export function DeleteReply({ slug, reply }: { slug: string; reply: CannedReply }) {
  const t = useTranslations("settings.cannedReplies");
  const words = useProblemWords();
  const router = useRouter();
  const offerUndo = useUndo();
  const { id, title } = reply;

  function refused(said: "notDeleted" | "notRestored", error: PublicError) {
    toast({ title: t(said, { title }), text: words(error), tone: "danger" });
  }
  async function remove() {
    const deleted = await settled(() => deleteCannedReplyAction(slug, { replyId: id }));
    router.refresh();
    if (!deleted.ok) return refused("notDeleted", deleted.error);
    offerUndo({ title: t("deleted", { title }), undo: () => void restore(deleted.data) });
  }
  async function restore(said: Parameters<typeof createCannedReplyAction>[1]) {
    const restored = await settled(() => createCannedReplyAction(slug, said));
    router.refresh();
    if (!restored.ok) refused("notRestored", restored.error);
  }

  return (
    <IconButton label={t("deleteOf", { title })} size="sm" onClick={() => void remove()}>
      <Trash2 aria-hidden />
    </IconButton>
  );
}
