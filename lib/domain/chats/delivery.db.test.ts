import { afterEach, beforeEach, expect, test } from "vitest";
import { makeGroup } from "@/db/testing/chats";
import {
  makeMember,
  makeWorkspace,
  type TestMember,
  type TestWorkspace,
  useTestDatabase,
} from "@/db/testing/factories";
import { entriesOf } from "@/db/testing/work";
import { createThreadStore, type ThreadApi, type ThreadFeed } from "@/lib/chat-client/thread-store";
import { run } from "@/lib/core/command";
import { onCommitted } from "@/lib/core/committed";
import { AppError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { channelName } from "@/lib/realtime/channel-names";
import { sendToChat } from "./commands/send-to-chat";
import { getChatThread } from "./queries/get-thread";
import type { MemberChatState, MemberEntry } from "./views";

useTestDatabase();
let workspace: TestWorkspace;
let senders: [TestMember, ...TestMember[]];
let chatId: string;
beforeEach(async () => {
  workspace = await makeWorkspace();
  senders = [await makeMember(workspace, "agent")];
  while (senders.length < 10) senders.push(await makeMember(workspace, "user"));
  chatId = await makeGroup(senders);
});
afterEach(() => onCommitted(undefined));

type News = Parameters<ThreadFeed<MemberEntry, MemberChatState>>[0];

/** A browser in which the chat is open, and what reaches it of the news. */
function openBrowser(reader: TestMember, gets: (count: number) => "once" | "never" | "twice") {
  let news: News | undefined;
  let count = 0;
  const asks = (input: object) =>
    read(getChatThread, reader, { chatId, ...input }) as ReturnType<
      ThreadApi<MemberEntry, MemberChatState>["newest"]
    >;
  const never = async () => {
    throw new Error("This browser only listens.");
  };
  const store = createThreadStore<MemberEntry, MemberChatState>({
    chatId,
    most: Number.POSITIVE_INFINITY,
    api: {
      newest: () => asks({}),
      before: (seq) => asks({ before_seq: seq }),
      behind: (seq) => asks({ after_seq: seq }),
      around: never,
      after: (rev) => asks({ after_rev: rev }),
      send: never,
      markRead: async () => {},
    },
    feed: (told) => {
      news = told;
      told.live(true);
      told.subscribed();
      return () => {};
    },
    unsent: { load: () => [], save: () => true, has: () => false, remove: () => {} },
  });
  /** Nothing is shown that is out of place or there twice, at no moment. */
  const faults: number[][] = [];
  store.subscribe(() => {
    const shown = store.getSnapshot().entries.map(({ seq }) => seq);
    if (shown.some((seq, index) => index > 0 && seq !== shown[index - 1]! + 1)) faults.push(shown);
  });
  return {
    store,
    faults,
    start: store.start,
    hear(name: string, data: string) {
      const fate = gets(count++);
      for (let times = { never: 0, once: 1, twice: 2 }[fate]; times > 0; times--) {
        if (name === "entry.changed") news?.entry(JSON.parse(data));
        else if (name === "state.changed") news?.state(JSON.parse(data));
      }
    },
    /** Its connection was cut and is there again. */
    reconnect: () => news?.subscribed(),
  };
}

/** As a browser does it: the same id until there is an answer. */
async function sendUntilStored(by: TestMember, body: string): Promise<void> {
  const id = newId();
  for (;;) {
    try {
      await run(sendToChat, by, { chatId, id, body });
      return;
    } catch (error) {
      if (!(error instanceof AppError && ["UNAVAILABLE", "CONFLICT"].includes(error.code))) throw error;
    }
  }
}

test("five hundred messages of ten senders at once reach three browsers, each once and in order, whatever news get lost or doubled", async () => {
  const browsers = [
    openBrowser(senders[0], () => "once"),
    openBrowser(senders[1]!, (count) => (count % 5 === 0 ? "never" : "once")),
    openBrowser(senders[2]!, (count) => (count % 3 === 0 ? "twice" : count % 7 === 0 ? "never" : "once")),
  ];
  const stops = browsers.map(({ start }) => start());
  const channel = channelName.chat({ workspaceId: workspace.id, epoch: 1 }, { id: chatId, membersEpoch: 1 });
  const telling: Promise<void>[] = [];
  // Told as each commits, and not in the order of the commits: as by several processes.
  const tell = async (events: StoredEvent[]) => {
    for (const one of await publicationsOf(workspace.id, events))
      if (one.channel === channel) for (const browser of browsers) browser.hear(one.name, one.data);
  };
  onCommitted((events) => void telling.push(tell(events)));
  await Promise.all(
    senders.map(async (by, index) => {
      for (let n = 1; n <= 50; n++) await sendUntilStored(by, `${index}-${n}`);
    }),
  );
  await Promise.all(telling);

  const stored = await entriesOf(chatId);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  const said = stored.filter(({ kind }) => kind === "message").map(({ body }) => body);
  expect(said).toHaveLength(500);
  for (const index of senders.keys())
    expect(said.filter((body) => body.startsWith(`${index}-`))).toEqual(
      Array.from({ length: 50 }, (_, n) => `${index}-${n + 1}`),
    );
  for (const { store, faults, reconnect } of browsers) {
    reconnect();
    await expect
      .poll(() => store.getSnapshot().entries.map(({ id }) => id), { timeout: 30_000 })
      .toEqual(stored.map(({ id }) => id));
    expect(faults).toEqual([]);
  }
  for (const stop of stops) stop();
}, 180_000);
