import { askDoor, threadFeed } from "@/lib/chat-client/doors";
import { Refused } from "@/lib/chat-client/refused";
import type { ThreadFeed } from "@/lib/chat-client/thread-store";
import type { CustomerChatState, CustomerEntry } from "@/lib/domain/chats/views";
import type { Realtime } from "@/lib/realtime/client";
import type { CustomerChannel } from "@/lib/realtime/contract";

const askAgainMs = 5_000;
const typingEveryMs = 3_000;

type Feed = {
  feed: ThreadFeed<CustomerEntry, CustomerChatState>;
  /** Tells the team that the customer writes, or has stopped. */
  sayTyping(typing: boolean): void;
};

/**
 * Live news of an own support chat. The channel's name carries an epoch, so it is asked for, and asked for again when
 * the engine refuses it.
 */
export function customerFeed(
  realtime: Realtime,
  chatId: string,
  headers: () => Record<string, string>,
  onTyping: (name: string) => void,
): Feed {
  let saidAt = 0;

  const feed: Feed["feed"] = (news) => {
    let stopped = false;
    let leave = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    news.live(false);

    async function join() {
      clearTimeout(timer);
      try {
        const answer = await askDoor<CustomerChannel>(`/api/chats/${chatId}/channel`, {
          headers: headers(),
        });
        if (stopped) return;
        const follow = threadFeed<CustomerEntry, CustomerChatState>(realtime, answer.channel, {
          onEvent: (name, data) => {
            const who = name === "member.typing" ? typingName(data) : null;
            if (who) onTyping(who);
          },
          onRefused: again,
        });
        leave();
        leave = follow(news);
      } catch (reason) {
        // A refusal is final: the thread itself is refused too and says so. No answer may be one next time.
        if (!(reason instanceof Refused)) again();
      }
    }
    function again() {
      if (!stopped) timer = setTimeout(join, askAgainMs);
    }

    void join();
    return () => {
      stopped = true;
      clearTimeout(timer);
      leave();
    };
  };

  return {
    feed,
    sayTyping(typing) {
      const now = Date.now();
      if (typing ? now - saidAt < typingEveryMs : saidAt === 0) return;
      saidAt = typing ? now : 0;
      // A hint, which nobody waits for.
      void askDoor(`/api/chats/${chatId}/typing`, {
        method: "POST",
        headers: { ...headers(), "content-type": "application/json" },
        body: JSON.stringify({ typing }),
      }).catch(() => {});
    },
  };
}

/** Read by hand: the contract's own check would bring its whole library to every customer. */
function typingName(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("name" in data)) return null;
  return typeof data.name === "string" ? data.name : null;
}
