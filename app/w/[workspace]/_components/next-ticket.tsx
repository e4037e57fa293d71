"use client";

import { StepForward } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useActions } from "@/components/shell/actions";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import { settled } from "@/lib/forms/settled";
import { useMay, useMemberChannels } from "@/lib/realtime/member-realtime";
import { takeNextTicketAction } from "../inbox/actions";

/** The ticket that this tab was handed last. */
let handed: string | null = null;

/** Opens the member's next ticket, or says that nothing waits for them. */
function useNextTicket(): () => Promise<void> {
  const t = useTranslations("shell.nextTicket");
  const words = useProblemWords();
  const router = useRouter();
  const { slug } = useMemberChannels();
  const asking = useRef(false);
  return async () => {
    if (asking.current) return;
    asking.current = true;
    const openNumber = Number(/\/inbox\/(\d+)$/.exec(window.location.pathname)?.[1]) || null;
    const answer = await settled(() => takeNextTicketAction(slug, { openNumber }));
    asking.current = false;
    if (!answer.ok) {
      toast({ title: t("failed"), text: words(answer.error), tone: "danger" });
      return;
    }
    const { ticket, withOthers } = answer.data;
    if (ticket) {
      handed = ticket.id;
      router.push(`/w/${slug}/inbox/${ticket.number}`);
    } else {
      toast({
        title: t(openNumber === null ? "nothing" : "nothingElse"),
        text: withOthers > 0 ? t("withOthers", { count: withOthers }) : t("allDone"),
      });
    }
  };
}

/** By key and from the palette, wherever the member is. */
export function NextTicketKeys() {
  return useMay("ticket:handle") ? <Keys /> : null;
}

function Keys() {
  const t = useTranslations("shell");
  const next = useNextTicket();
  useActions([
    {
      id: "go.nextTicket",
      label: t("nextTicket.action"),
      group: t("groups.go"),
      icon: StepForward,
      keys: "g n",
      run: () => void next(),
    },
  ]);
  return null;
}

/** @param compact its icon alone */
export function NextTicketButton({ compact = false }: { compact?: boolean }) {
  const t = useTranslations("shell.nextTicket");
  const next = useNextTicket();
  if (compact)
    return (
      <IconButton label={t("open")} keys={["G", "N"]} onClick={() => void next()}>
        <StepForward aria-hidden />
      </IconButton>
    );
  return (
    <Tooltip label={t("open")} keys={["G", "N"]}>
      <Button variant="soft" aria-label={t("open")} onClick={() => void next()}>
        <StepForward aria-hidden />
        <span className="max-lg:sr-only">{t("open")}</span>
      </Button>
    </Tooltip>
  );
}

/** More often than a lease ends. */
const renewMs = 30_000;

/** While the ticket that was handed to this tab is open it stays with the member; then it is left to others. */
export function useHeldTicket(ticketId: string | null): void {
  const { slug } = useMemberChannels();
  useEffect(() => {
    if (ticketId === null || handed !== ticketId) return;
    const say = (open: boolean) =>
      void askDoor(`/api/w/${slug}/held-ticket`, {
        method: "POST",
        keepalive: true,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ticketId, open }),
      }).catch(() => {});
    const leave = () => say(false);
    const timer = setInterval(() => say(true), renewMs);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leave);
      if (handed === ticketId) handed = null;
      leave();
    };
  }, [slug, ticketId]);
}
