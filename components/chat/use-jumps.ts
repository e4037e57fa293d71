"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { refusalIn } from "@/lib/chat-client/refused";
import type { Place } from "@/lib/chat-client/thread-store";
import { instantOf } from "@/lib/i18n/wall-time";
import { messageParameter } from "./message-element";

export interface Jumps {
  /** Where the reader is to be led; another object leads there again. */
  target: { key: string } | null;
  /** A place is being looked for. */
  leading: boolean;
  jump: (place: Place) => void;
  /** To the first message of a day, as the zone's calendar has it: `2026-03-29`. */
  jumpToDate: (date: string) => void;
}

/** Leads to places of a chat: quoted messages, days, and the message that the page's address names. */
export function useJumps(show: (place: Place) => Promise<string | null>, timeZone: string): Jumps {
  const t = useTranslations("chat");
  const words = useRef(useProblemWords());
  const addressed = useAddressedMessage();
  const [target, setTarget] = useState<{ key: string } | null>(null);
  const [leading, setLeading] = useState(addressed.id !== null);

  const jump = useCallback(
    (place: Place) => {
      setLeading(true);
      show(place)
        .then(
          (key) => {
            if (key) setTarget({ key });
            else if ("id" in place) toast({ title: t("messageGone"), tone: "danger" });
          },
          (reason) => {
            toast({ title: t("jumpFailed"), text: words.current(refusalIn(reason)), tone: "danger" });
          },
        )
        .finally(() => setLeading(false));
    },
    [show, t],
  );
  const { id, taken } = addressed;
  useEffect(() => {
    if (id === null) return;
    // The same link can be followed again.
    taken();
    jump({ id });
  }, [id, taken, jump]);

  const jumpToDate = useCallback(
    (date: string) => {
      const instant = instantOf(`${date}T00:00`, timeZone);
      if (instant !== null) jump({ at: new Date(instant).toISOString() });
    },
    [jump, timeZone],
  );
  return { target, leading, jump, jumpToDate };
}

function useAddressedMessage(): { id: string | null; taken: () => void } {
  const path = usePathname();
  const params = useSearchParams();
  const id = params.get(messageParameter);
  const taken = useCallback(() => {
    const rest = new URLSearchParams(window.location.search);
    rest.delete(messageParameter);
    window.history.replaceState(null, "", rest.size > 0 ? `${path}?${rest}` : path);
  }, [path]);
  return { id: isId(id) ? id : null, taken };
}

const isId = (id: string | null): id is string => id !== null && /^[0-9a-f-]{36}$/.test(id);
