import type { MemberChatState, MemberEntry } from "@/lib/domain/chats/views";
import type { Realtime } from "@/lib/realtime/client";
import { threadFeed } from "./doors";
import type { ThreadFeed } from "./thread-store";

type Feed = ThreadFeed<MemberEntry, MemberChatState>;

export type MemberFeed = {
  feed: Feed;
  /** The chat's channel has this name from now on; what came in between is fetched once it is joined. */
  listenTo(channel: string): void;
};

/**
 * Live news of a chat for a member. Its channel's name ends when somebody loses sight of the chat: the last word there,
 * or the engine's refusal, makes the store ask, and the answer's state says under which name to go on.
 * @param realtime null before the connection exists: nothing is live, so the store asks every few seconds
 */
export function memberFeed(realtime: Realtime | null): MemberFeed {
  let channel: string | null = null;
  let news: Parameters<Feed>[0] | null = null;
  let leave = () => {};

  function follow(): void {
    const left = leave;
    leave = () => {};
    if (news && realtime && channel) {
      const follows = threadFeed<MemberEntry, MemberChatState>(realtime, channel, {
        onEvent: (name) => {
          if (name === "access.changed") news?.renamed();
        },
        onRefused: () => news?.renamed(),
      });
      leave = follows(news);
    }
    left();
  }

  return {
    feed(told) {
      news = told;
      news.live(false);
      follow();
      return () => {
        news = null;
        leave();
      };
    },
    listenTo(next) {
      if (next === channel) return;
      channel = next;
      follow();
    },
  };
}
