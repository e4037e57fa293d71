import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { maxBody } from "@/lib/domain/chats/limits";
import type { Draft } from "@/lib/domain/chats/views";
import { createDraftStore, type DraftSaved, type DraftStore, type KeptDraft } from "./draft-store";
import { Refused } from "./refused";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = (ms = 1_500) => vi.advanceTimersByTimeAsync(ms);
const quote = {
  id: "q",
  seq: 1,
  kind: "message",
  author: { name: "Kim" },
  text: "Hi",
  deleted: false,
} as const;

/** The server's one draft of a person in a chat, and the news of it to their tabs. */
class Server {
  draft: Draft | null = null;
  reachable = true;
  refusal: Refused | null = null;
  saves: Draft[] = [];
  tabs: DraftStore[] = [];
  /** How long a save takes to arrive. */
  delay = () => 1;

  async save(draft: Draft): Promise<DraftSaved> {
    await new Promise((arrive) => setTimeout(arrive, this.delay()));
    if (!this.reachable) throw new TypeError("Failed to fetch");
    if (this.refusal) throw this.refusal;
    this.saves.push(draft);
    const before = this.draft;
    const isNewer = draft.version > (before?.version ?? 0);
    if (isNewer) this.hold(draft);
    return { draft: this.draft!, replaced: isNewer ? before : null };
  }

  hold(draft: Draft): void {
    this.draft = draft;
    for (const tab of this.tabs) if (this.reachable) setTimeout(() => tab.heard(draft), this.delay());
  }
}

function tabOf(server: Server, { kept = storage(), initial = server.draft } = {}) {
  const tab = { focused: true };
  const store = createDraftStore({
    initial,
    kept,
    save: (draft) => server.save(draft),
    load: async () => {
      if (!server.reachable) throw new TypeError("Failed to fetch");
      return server.draft;
    },
    isWriting: () => tab.focused,
  });
  server.tabs.push(store);
  const stop = store.start();
  return Object.assign(tab, { store, kept, stop, body: () => store.getSnapshot().body });
}

function storage(value: KeptDraft | null = null) {
  return {
    value,
    load() {
      return this.value;
    },
    save(draft: KeptDraft | null) {
      this.value = draft;
    },
  };
}

describe("saving", () => {
  test("waits for a pause, and doesn't wait for ever", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: "He" });
    await settle(600);
    tab.store.write({ body: "Hello" });
    await settle(600);
    expect(server.saves).toEqual([]);
    await settle(600);
    expect(server.saves.map(({ body, version }) => [body, version])).toEqual([["Hello", 1]]);
    for (let n = 0; n < 20; n++) {
      tab.store.write({ body: `Hello${"!".repeat(n)}` });
      await settle(500);
    }
    expect(server.saves.length).toBeGreaterThanOrEqual(2);
    expect(server.saves.length).toBeLessThanOrEqual(4);
  });

  test("keeps text, mode and what it answers, here and there", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: " two\n lines ", kind: "note", replyTo: quote });
    expect(tab.kept.value).toMatchObject({ body: " two\n lines ", saved: false });
    await settle();
    expect(server.draft).toEqual({
      version: 1,
      body: " two\n lines ",
      kind: "note",
      replyTo: quote,
      mentions: [],
    });
    expect(tab.kept.value).toMatchObject({ saved: true });
    expect(tabOf(server).store.getSnapshot()).toMatchObject({ body: " two\n lines ", replyTo: quote });
  });

  test("what is written while a save is on its way is saved after it", async () => {
    const server = new Server();
    server.delay = () => 3_000;
    const tab = tabOf(server);
    tab.store.write({ body: "One" });
    await settle(1_100);
    tab.store.write({ body: "One two" });
    await settle(20_000);
    expect(server.draft).toMatchObject({ body: "One two", version: 2 });
    expect(server.saves).toHaveLength(2);
  });

  test("whoever leaves is saved at once", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: "Gone" });
    tab.stop();
    await settle(10);
    expect(server.draft?.body).toBe("Gone");
  });

  test("what was written offline stays in the browser and is saved when it is back", async () => {
    const server = new Server();
    const tab = tabOf(server);
    server.reachable = false;
    tab.store.write({ body: "Offline" });
    await settle(60_000);
    tab.stop();
    const later = tabOf(server, { kept: tab.kept });
    expect(later.body()).toBe("Offline");
    server.reachable = true;
    later.store.catchUp();
    await settle();
    expect(server.draft?.body).toBe("Offline");
  });

  test("what is too long or refused stays here and is not sent over and over", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: "x".repeat(maxBody + 1) });
    await settle(60_000);
    expect(server.saves).toEqual([]);
    expect(tab.kept.value?.body).toHaveLength(maxBody + 1);
    server.refusal = new Refused({ code: "NOT_FOUND" });
    let asked = 0;
    server.delay = () => {
      asked += 1;
      return 1;
    };
    tab.store.write({ body: "y" });
    await settle(600_000);
    expect(asked).toBe(1);
    expect(tab.body()).toBe("y");
  });
});

describe("other tabs and devices", () => {
  test("show what was saved", async () => {
    const server = new Server();
    const [one, two] = [tabOf(server), tabOf(server)];
    two.focused = false;
    one.store.write({ body: "From one" });
    await settle();
    expect(two.body()).toBe("From one");
    two.focused = true;
    one.focused = false;
    two.store.write({ body: "From one, and two" });
    await settle();
    expect(one.body()).toBe("From one, and two");
  });

  test("never overwrite what is being written, and show it after that", async () => {
    const server = new Server();
    const [one, two] = [tabOf(server), tabOf(server)];
    two.focused = false;
    one.store.write({ body: "Shared" });
    await settle();
    two.focused = true;
    one.store.write({ body: "Shared by one" });
    await settle();
    expect(two.body()).toBe("Shared");
    two.store.paused();
    expect(two.body()).toBe("Shared by one");
  });

  test("where both write at once, what is written here stays and the other is offered", async () => {
    const server = new Server();
    const [one, two] = [tabOf(server), tabOf(server)];
    one.store.write({ body: "One's" });
    two.store.write({ body: "Two's" });
    await settle(5_000);
    const [first, second] = [one.store.getSnapshot(), two.store.getSnapshot()];
    expect([first.body, second.body]).toEqual(["One's", "Two's"]);
    expect(second.elsewhere?.body).toBe("One's");
    two.store.takeElsewhere();
    one.focused = false;
    await settle(5_000);
    expect([one.body(), two.body(), server.draft?.body]).toEqual(["One's", "One's", "One's"]);
    expect(two.store.getSnapshot().elsewhere).toBeNull();
  });

  test("what was written elsewhere meanwhile is offered also when the network was away for long", async () => {
    const server = new Server();
    const tab = tabOf(server);
    server.reachable = false;
    tab.store.write({ body: "Here" });
    await settle(120_000);
    server.draft = { version: 1, body: "There", kind: "message", replyTo: null, mentions: [] };
    const reloaded = tabOf(server, { kept: { ...tab.kept }, initial: server.draft });
    expect(reloaded.store.getSnapshot()).toMatchObject({ body: "Here", elsewhere: { body: "There" } });
    reloaded.store.keepOwn();
    server.reachable = true;
    // The news of a save may overtake its answer.
    const save = server.save.bind(server);
    server.save = async (draft) => {
      const answer = await save(draft);
      await new Promise((later) => setTimeout(later, 500));
      return answer;
    };
    tab.store.catchUp();
    await settle(3_000);
    expect(tab.store.getSnapshot()).toMatchObject({ body: "Here", elsewhere: { body: "There" } });
    expect(server.draft?.body).toBe("Here");
  });

  test("one's own save whose answer got lost is nobody else's", async () => {
    const server = new Server();
    const tab = tabOf(server);
    const save = server.save.bind(server);
    server.save = async (draft) => {
      await save(draft);
      throw new TypeError("Failed to fetch");
    };
    server.tabs = [];
    tab.store.write({ body: "Hello wrold" });
    await settle(1_100);
    server.save = save;
    tab.store.write({ body: "Hello world" });
    await settle(5_000);
    expect(tab.store.getSnapshot()).toMatchObject({ body: "Hello world", elsewhere: null });
    expect(server.draft?.body).toBe("Hello world");
  });

  test("a save that arrives late changes nothing", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: "Old" });
    server.delay = () => 60_000;
    await settle(1_000);
    tab.stop();
    server.delay = () => 1;
    const other = tabOf(server, { kept: tab.kept });
    other.store.write({ body: "New" });
    await settle();
    await settle(120_000);
    expect(server.saves.map(({ body }) => body)).toEqual(["New", "Old", "Old"]);
    expect(server.draft?.body).toBe("New");
    expect(other.body()).toBe("New");
  });

  test("older news that comes late changes nothing, and a far newer version is met at once", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.focused = false;
    const draft = (version: number, body: string) => ({
      version,
      body,
      kind: "message" as const,
      replyTo: null,
      mentions: [],
    });
    tab.store.heard(draft(3, "Newer"));
    tab.store.heard(draft(2, "Older"));
    expect(tab.body()).toBe("Newer");
    server.draft = draft(30, "Elsewhere");
    tab.store.write({ body: "Here" });
    await settle(3_000);
    expect(server.saves).toHaveLength(2);
    expect(server.draft).toMatchObject({ body: "Here", version: 31 });
  });

  test("what was missed is asked for", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.focused = false;
    server.draft = { version: 4, body: "Missed", kind: "message", replyTo: null, mentions: [] };
    tab.store.catchUp();
    await settle();
    expect(tab.body()).toBe("Missed");
  });

  test("an older draft that the browser has kept gives way to the server's, an unsaved one is shown beside it", async () => {
    const server = new Server();
    server.draft = { version: 5, body: "Newer", kind: "message", replyTo: null, mentions: [] };
    const old = { version: 3, body: "Older", kind: "message", replyTo: null, mentions: [] } as const;
    expect(tabOf(server, { kept: storage({ ...old, saved: true, base: 3 }) }).body()).toBe("Newer");
    const unsaved = tabOf(server, { kept: storage({ ...old, saved: false, base: 2 }) });
    expect(unsaved.store.getSnapshot()).toMatchObject({ body: "Older", elsewhere: { body: "Newer" } });
    await settle();
    expect(server.draft).toMatchObject({ body: "Older", version: 6 });
  });
});

describe("sending", () => {
  test("empties the draft here, there and in other tabs", async () => {
    const server = new Server();
    const [one, two] = [tabOf(server), tabOf(server)];
    two.focused = false;
    one.store.write({ body: "Sent", kind: "note", replyTo: quote });
    await settle();
    expect(one.store.sent()).toBe(2);
    expect(one.store.getSnapshot()).toMatchObject({ body: "", kind: "message", replyTo: null, mentions: [] });
    await settle();
    expect(server.draft?.body).toBe("");
    expect(two.body()).toBe("");
    expect(one.kept.value).toBeNull();
  });

  test("brings back what it took the place of unseen, here, there and in other tabs", async () => {
    const server = new Server();
    const [one, two] = [tabOf(server), tabOf(server)];
    one.store.write({ body: "Sent" });
    server.reachable = false;
    await settle(1_100);
    one.store.sent();
    one.focused = two.focused = false;
    server.reachable = true;
    server.draft = { version: 2, body: "Begun elsewhere", kind: "message", replyTo: null, mentions: [] };
    await settle(60_000);
    expect(server.draft.body).toBe("Begun elsewhere");
    expect([one.body(), two.body()]).toEqual(["Begun elsewhere", "Begun elsewhere"]);
    expect(one.kept.value).toMatchObject({ saved: true });
  });

  test("of what never reached the server needs nothing there", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: "Quick" });
    expect(tab.store.sent()).toBeUndefined();
    await settle(10_000);
    expect(server.saves).toEqual([]);
  });

  test("beats a save that was on its way", async () => {
    const server = new Server();
    const tab = tabOf(server);
    server.delay = () => 2_000;
    tab.store.write({ body: "Sen" });
    await settle(1_100);
    tab.store.write({ body: "Sent" });
    const version = tab.store.sent()!;
    server.hold({ version, body: "", kind: "message", replyTo: null, mentions: [] });
    await settle(20_000);
    expect(server.draft?.body).toBe("");
    expect(tab.body()).toBe("");
  });

  test("what is written after it is another draft", async () => {
    const server = new Server();
    const tab = tabOf(server);
    tab.store.write({ body: "First" });
    await settle();
    const version = tab.store.sent()!;
    tab.store.write({ body: "Second" });
    await settle();
    // The message itself took longer: what empties its draft comes too late to empty the next one.
    if (version > server.draft!.version)
      server.hold({ version, body: "", kind: "message", replyTo: null, mentions: [] });
    await settle();
    expect(server.draft?.body).toBe("Second");
    expect(tab.body()).toBe("Second");
  });
});

test("whatever order things happen in, tabs that rest show what the server holds", async () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant("write" as const), tab: fc.nat(2), body: fc.string({ maxLength: 3 }) }),
    fc.record({ type: fc.constant("send" as const), tab: fc.nat(2) }),
    fc.record({ type: fc.constant("focus" as const), tab: fc.nat(2) }),
    fc.record({ type: fc.constant("reach" as const), on: fc.boolean() }),
    fc.record({ type: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 4_000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 10 }),
      async (steps, delays) => {
        const server = new Server();
        let turn = 0;
        server.delay = () => delays[turn++ % delays.length]!;
        const tabs = [tabOf(server), tabOf(server), tabOf(server)];
        const focus = (tab: number) => {
          tabs.forEach((one, index) => {
            one.focused = index === tab;
            if (!one.focused) one.store.paused();
          });
        };
        for (const one of steps) {
          if (one.type === "write") tabs[one.tab]!.store.write({ body: one.body });
          else if (one.type === "send") tabs[one.tab]!.store.sent();
          else if (one.type === "focus") focus(one.tab);
          else if (one.type === "reach") server.reachable = one.on;
          else await settle(one.ms);
        }
        server.reachable = true;
        focus(-1);
        for (let round = 0; round < 5; round++) {
          await settle(60_000);
          for (const tab of tabs) tab.store.catchUp();
        }
        await settle(60_000);
        const held = server.draft?.body ?? "";
        for (const tab of tabs) expect(tab.body().trim()).toBe(held.trim());
        for (const tab of tabs) tab.stop();
      },
    ),
    { numRuns: 300 },
  );
});
