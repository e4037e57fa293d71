import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemDb } from "@/db/client";
import { commandRefusals, domainEvents, tasks, workspaces } from "@/db/schema";
import { makeMember, makeUser, type TestMember, useTestDatabase } from "@/db/testing/factories";
import { postOnly, say } from "@/db/testing/said";
import { makeTicket, ticketById } from "@/db/testing/tickets";
import { linesOf, makeGroup, makeWork } from "@/db/testing/work";
import { makeWorld, type World } from "@/db/testing/world";
import { run } from "@/lib/core/command";
import { publicError } from "@/lib/core/errors";
import type { StoredEvent } from "@/lib/core/events";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/query";
import { deleteMessage } from "@/lib/domain/chats/commands/delete-message";
import { editMessage } from "@/lib/domain/chats/commands/edit-message";
import { openDirectChat } from "@/lib/domain/chats/commands/open-direct-chat";
import { assignTask } from "@/lib/domain/tasks/commands/assign-task";
import { changeTaskStatus } from "@/lib/domain/tasks/commands/change-task-status";
import { setDueDate } from "@/lib/domain/tasks/commands/set-due-date";
import { setSeverity } from "@/lib/domain/tasks/commands/set-severity";
import { setTaskPriority } from "@/lib/domain/tasks/commands/set-task-priority";
import { writeToSupport } from "@/lib/domain/tasks/commands/write-to-support";
import { getTask, listLinks } from "@/lib/domain/tasks/queries/get-task";
import { changeRole } from "@/lib/domain/workspaces/commands/change-role";
import { removeMember } from "@/lib/domain/workspaces/commands/remove-member";
import { publicationsOf } from "@/lib/outbox/dispatch";
import { sweepOutbox } from "@/lib/outbox/dispatcher";
import { useServices } from "@/lib/outbox/testing/services";
import { channelName } from "@/lib/realtime/channel-names";
import { dismissRefusal } from "./commands/dismiss-refusal";
import { listRefusals } from "./queries/list-refusals";
import { holdsCommands, runCommands } from "./run-commands";

const database = useTestDatabase();
useServices();
let world: World;
let ticket: Awaited<ReturnType<typeof makeTicket>>;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  ticket = await makeTicket(world.workspace, { teamId: world.team.id });
});

const here = () => ({ chatId: ticket.chatId!, isTicket: true });
const group = (chatId: string) => ({ chatId, isTicket: false });
const now = () => ticketById(world.workspace, ticket.id);
const refusal = (work: Promise<unknown>) => work.then(() => "done", publicError);
const refusalsOf = async (messageId: string) => {
  const rows = await systemDb()
    .select({ refusal: commandRefusals.refusal })
    .from(commandRefusals)
    .where(eq(commandRefusals.messageId, messageId))
    .orderBy(asc(commandRefusals.index));
  return rows.map((row) => row.refusal as { tag: string; reason: string });
};
const workNamed = async (title: string) => {
  const rows = await systemDb()
    .select()
    .from(tasks)
    .where(and(eq(tasks.workspaceId, world.workspace.id), eq(tasks.title, title)));
  return rows[0]!;
};
const stored = async (which: SQL) =>
  (await systemDb().select().from(domainEvents).where(which)) as unknown as StoredEvent[];
const unique = (words: string) => `${words} ${newId().slice(-8)}`;
const dayAfter = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("hashtags in a ticket's chat", () => {
  test("do what the buttons do, in their order, and leave a line each", async () => {
    const id = await say(
      world.agent,
      here(),
      "We look into it. #setPriority high #assign @me #setDueDate +3d\n#snooze +2h #setStatus on hold #close",
    );
    expect(await refusalsOf(id)).toEqual([]);
    expect(await now()).toMatchObject({
      priority: "high",
      assigneeUserId: world.agent.user.id,
      dueOn: dayAfter(3),
      status: "resolved",
    });
    const lines = (await linesOf(ticket.chatId!)).map(({ name }) => name);
    expect(lines.slice(-6)).toEqual([
      "priority_changed",
      "assigned",
      "due_changed",
      "snoozed",
      "status_changed",
      "resolved",
    ]);
    await say(world.agent, here(), "#reopen");
    expect(await now()).toMatchObject({ status: "open" });
  });

  test("merge it into another ticket; from there commands act on the one that it was merged into", async () => {
    const into = await makeTicket(world.workspace, { teamId: world.team.id });
    const merging = await say(world.agent, here(), `The same again. #merge #${into.number}`);
    expect(await refusalsOf(merging)).toEqual([]);
    expect(await now()).toMatchObject({ mergedIntoTaskId: into.id, status: "closed" });
    await say(world.agent, here(), "#setPriority urgent");
    expect(await ticketById(world.workspace, into.id)).toMatchObject({ priority: "urgent" });
    expect(await now()).toMatchObject({ priority: "normal" });
    const itself = await say(world.agent, here(), `#merge ${into.number}`);
    const unknown = await say(world.agent, here(), `#merge #${world.hidden.number}`);
    expect(await refusalsOf(itself)).toMatchObject([{ tag: "merge", reason: "refused" }]);
    expect(await refusalsOf(unknown)).toMatchObject([{ reason: "refused", error: { code: "NOT_FOUND" } }]);
  });

  test("give it to whom they name: a person mentioned, called so, or a team; or to nobody", async () => {
    const { user } = world.colleague;
    await say(world.agent, here(), `#assign @${user.name}`, { mentions: [{ kind: "member", id: user.id }] });
    expect(await now()).toMatchObject({ assigneeUserId: user.id });
    await say(world.agent, here(), `#assign ${world.loner.user.name.toUpperCase()}`);
    expect(await now()).toMatchObject({ assigneeUserId: world.loner.user.id });
    await say(world.manager, here(), "#assign none");
    expect(await now()).toMatchObject({ assigneeUserId: null, teamId: world.team.id });
    await say(world.agent, here(), `#assign @${world.otherTeam.name}`);
    expect(await now()).toMatchObject({ assigneeUserId: null, teamId: world.otherTeam.id });
  });

  test("are refused with who could have been meant", async () => {
    const [first, second] = [unique("Zoe"), unique("Zoe")];
    for (const name of [first, second])
      await makeMember(world.workspace, "agent", { user: await makeUser({ name }) });
    const id = await say(
      world.agent,
      here(),
      `#assign @Zoe\n#assign @${world.user.user.name}\n#assign @Nobody Here`,
    );
    expect(await refusalsOf(id)).toMatchObject([
      { reason: "ambiguous_person", given: "Zoe", values: [`@${first}`, `@${second}`].sort() },
      { reason: "unknown_person", given: world.user.user.name },
      { reason: "unknown_person", given: "Nobody Here", values: expect.any(Array) },
    ]);
    expect(await now()).toMatchObject({ assigneeUserId: null });
  });

  test("make work that is linked with the ticket; what follows in the message acts on that", async () => {
    const title = unique("Login is broken");
    await say(
      world.agent,
      here(),
      `${title} #createBug severity:critical due:tomorrow\n#setPriority urgent #assign @me`,
    );
    const bug = await workNamed(title);
    expect(bug).toMatchObject({
      type: "bug",
      severity: "critical",
      priority: "urgent",
      assigneeUserId: world.agent.user.id,
      dueOn: dayAfter(1),
      source: "command",
      createdBy: world.agent.user.id,
    });
    expect(await now()).toMatchObject({ priority: "normal", assigneeUserId: null });
    for (const [of, other] of [
      [ticket.id, bug.id],
      [bug.id, ticket.id],
    ]) {
      const { links } = await read(listLinks, world.agent, { taskId: of! });
      expect(links).toMatchObject([{ id: other, kind: "relates_to" }]);
    }
    const named = { type: "bug", number: bug.number };
    expect((await linesOf(ticket.chatId!)).slice(-3)).toMatchObject([
      { name: "task_created", made: named },
      { name: "priority_changed", to: "urgent", task: named },
      { name: "assigned", task: named },
    ]);
    expect((await linesOf(bug.chatId!)).map(({ name }) => name)).toEqual([
      "task_created",
      "linked",
      "priority_changed",
      "assigned",
    ]);
  });

  test("that follow a creation which was refused change nothing else", async () => {
    const id = await say(world.agent, here(), "Broken #createBug severity:awful #setPriority urgent");
    expect(await refusalsOf(id)).toMatchObject([
      {
        tag: "createBug",
        reason: "value_unknown",
        param: "severity",
        values: ["minor", "major", "critical", "blocker"],
      },
      { tag: "setPriority", reason: "after_refused", given: "#createBug" },
    ]);
    expect(await now()).toMatchObject({ priority: "normal" });
  });

  test("that are wrong stop neither the message nor the others; only their author is told", async () => {
    const { id, events } = await postOnly(
      world.agent,
      here(),
      "Well #setPriority highest #setStatus closed #setSeverity major #close now\n#setPriority low",
    );
    const told: string[] = [];
    await runCommands(events.filter(holdsCommands));
    const refused = await stored(eq(domainEvents.subjectId, id));
    for (const { channel, name } of await publicationsOf(world.workspace.id, refused))
      told.push(`${name} ${channel}`);
    expect(await refusalsOf(id)).toEqual([
      expect.objectContaining({ reason: "value_unknown", values: ["low", "normal", "high", "urgent"] }),
      expect.objectContaining({
        reason: "status_not_allowed",
        given: "closed",
        values: ["pending", "on_hold", "resolved"],
      }),
      expect.objectContaining({ reason: "not_for_type", values: ["bug"] }),
      expect.objectContaining({ reason: "takes_no_value", given: "now" }),
    ]);
    expect(await now()).toMatchObject({ priority: "low", status: "open" });
    const mine = channelName.user({ workspaceId: world.workspace.id, epoch: 1 }, world.agent.user.id);
    expect(new Set(told)).toEqual(new Set([`command.refused ${mine}`]));
    expect((await read(listRefusals, world.agent, here())).refusals).toHaveLength(4);
    expect((await read(listRefusals, world.manager, here())).refusals).toEqual([]);
    await run(dismissRefusal, world.agent, { messageId: id, index: 0 });
    expect((await read(listRefusals, world.agent, here())).refusals).toHaveLength(3);
    const foreign = run(dismissRefusal, world.manager, { messageId: id, index: 1 });
    expect(await refusal(foreign)).toEqual({ code: "NOT_FOUND" });
  });

  test("are plain text where somebody asks for support, and run neither for customers nor for requesters", async () => {
    await run(writeToSupport, ticket.customer, {
      chatId: ticket.chatId!,
      id: newId(),
      body: "Broken #setPriority urgent",
    });
    const mine = world.requested;
    await run(writeToSupport, world.user, {
      chatId: mine.chatId!,
      id: newId(),
      body: "Broken #createTask X #close",
    });
    const said = await stored(sql`name = 'message.posted' and payload ->> 'by' = 'customer'`);
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter(holdsCommands)).toEqual([]);
    expect(await now()).toMatchObject({ priority: "normal" });
    expect(await ticketById(world.workspace, mine.id)).toMatchObject({ priority: "normal" });
  });

  test("more than a message may hold are refused once", async () => {
    const id = await say(
      world.agent,
      here(),
      Array.from({ length: 30 }, () => "#setPriority high").join("\n"),
    );
    expect(await refusalsOf(id)).toMatchObject([{ reason: "too_many", values: ["20"] }]);
  });
});

describe("hashtags in a chat without a task", () => {
  test("make the chat its task; the second one makes another", async () => {
    const chatId = await makeGroup([world.user, world.outsider], "Launch");
    await say(world.user, group(chatId), "#createTask due:+1w assignee:@me");
    const title = unique("Banner");
    await say(world.outsider, group(chatId), `#createTask "${title}" #setStatus todo`);
    const [first] = await systemDb().select().from(tasks).where(eq(tasks.chatId, chatId));
    expect(first).toMatchObject({ title: "Launch", assigneeUserId: world.user.user.id, status: "backlog" });
    const second = await workNamed(title);
    expect(second).toMatchObject({ status: "todo" });
    expect(second.chatId).not.toBe(chatId);
  });

  test("are refused while there is no task, and where nothing says how it is called", async () => {
    const { chatId } = await run(openDirectChat, world.user, { userId: world.outsider.user.id });
    const id = await say(world.user, group(chatId), "#setPriority high\n#createTask\nLater #createTask");
    expect(await refusalsOf(id)).toMatchObject([
      { tag: "setPriority", reason: "no_task" },
      { tag: "createTask", reason: "title_missing" },
    ]);
    expect((await systemDb().select().from(tasks).where(eq(tasks.chatId, chatId)))[0]).toMatchObject({
      title: "Later",
    });
  });

  test("give private work to nobody outside", async () => {
    const chatId = await makeGroup([world.user, world.outsider]);
    const id = await say(
      world.user,
      group(chatId),
      `Secret #createTask assignee:"${world.agent.user.name}"\nSecret #createTask #assign @${world.team.name}`,
    );
    expect(await refusalsOf(id)).toMatchObject([
      {
        reason: "unknown_person",
        values: [world.user, world.outsider].map(({ user }) => `@${user.name}`).sort(),
      },
      { reason: "unknown_person" },
    ]);
  });

  test("keep further work of a private chat private too, whoever is named", async () => {
    const chatId = await makeGroup([world.user, world.outsider]);
    await say(world.user, group(chatId), "First #createTask");
    const title = unique("Secret");
    const id = await say(
      world.user,
      group(chatId),
      `#createTask "${title}" assignee:"${world.outsider.user.name}"\nOther #createTask assignee:"${world.agent.user.name}"`,
    );
    expect(await refusalsOf(id)).toMatchObject([{ reason: "unknown_person" }]);
    const made = await workNamed(title);
    expect(made).toMatchObject({ assigneeUserId: world.outsider.user.id });
    await expect(read(getTask, world.admin, { number: made.number })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("an author", () => {
  /** Each a button and its hashtag, on a bug that `agent` made and on a ticket of `agent`'s team. */
  const deeds = [
    {
      tag: "#setPriority high",
      button: (taskId: string, by: TestMember) => run(setTaskPriority, by, { taskId, priority: "high" }),
    },
    {
      tag: "#setStatus todo",
      button: (taskId: string, by: TestMember) => run(changeTaskStatus, by, { taskId, status: "todo" }),
    },
    {
      tag: "#setStatus pending",
      button: (taskId: string, by: TestMember) => run(changeTaskStatus, by, { taskId, status: "pending" }),
    },
    {
      tag: "#setSeverity major",
      button: (taskId: string, by: TestMember) => run(setSeverity, by, { taskId, severity: "major" }),
    },
    {
      tag: "#setDueDate 2031-01-01",
      button: (taskId: string, by: TestMember) => run(setDueDate, by, { taskId, dueOn: "2031-01-01" }),
    },
    {
      tag: "#assign @me",
      button: (taskId: string, by: TestMember) => run(assignTask, by, { taskId, assigneeUserId: by.user.id }),
    },
  ];
  const facts = async (id: string) => {
    const { status, priority, severity, dueOn, assigneeUserId, version } = await ticketById(
      world.workspace,
      id,
    );
    return { status, priority, severity, dueOn, assigneeUserId, version };
  };

  test.each(deeds)("can do by $tag what the button does for them, and no more", async ({ tag, button }) => {
    for (const who of ["admin", "manager", "agent", "outsider", "user"] as const) {
      for (const kind of ["ticket", "bug"] as const) {
        const make = async () => {
          if (kind === "ticket") return makeTicket(world.workspace);
          // Everybody here takes part in its chat, so that everybody can write there.
          const work = await makeWork(world.agent);
          await systemDb().execute(sql`
            insert into participants (workspace_id, id, chat_id, user_id)
            values (${world.workspace.id}, ${newId()}, ${work.chatId}, ${world[who].user.id}) on conflict do nothing`);
          return work;
        };
        const [pressed, written] = [await make(), await make()];
        const answer = await refusal(button(pressed.id, world[who]));
        const place = { chatId: written.chatId!, isTicket: kind === "ticket" };
        const posted = await refusal(say(world[who], place, `Please\n${tag}`));
        const [a, b] = [await facts(pressed.id), await facts(written.id)];
        // A reply opens a new ticket by itself.
        const compared = ({ status, version, ...rest }: typeof a) => ({
          ...rest,
          status: status === "new" ? "open" : status,
          changed: kind === "bug" ? version : null,
        });
        if (posted === "done") expect({ who, kind, ...compared(b) }).toEqual({ who, kind, ...compared(a) });
        else expect({ who, kind, answer }).not.toEqual({ who, kind, answer: "done" });
      }
    }
  });

  test("has the rights of when it runs, not of when it was written", async () => {
    const agent = await makeMember(world.workspace, "agent", { teamIds: [world.team.id] });
    const manager = await makeMember(world.workspace, "manager");
    const work = await makeWork(world.agent);
    const place = group(work.chatId);
    const { id, events } = await postOnly(manager, place, "#setPriority urgent");
    await run(changeRole, world.admin, { userId: manager.user.id, role: "agent" });
    await runCommands(events.filter(holdsCommands));
    expect(await refusalsOf(id)).toMatchObject([{ reason: "refused", error: { code: "FORBIDDEN" } }]);
    const gone = await postOnly(agent, here(), "#setPriority urgent");
    await run(removeMember, world.admin, { userId: agent.user.id });
    await runCommands(gone.events.filter(holdsCommands));
    expect(await now()).toMatchObject({ priority: "normal" });
    expect(await refusalsOf(gone.id)).toEqual([]);
  });

  test("who lost sight of the chat changes nothing in it", async () => {
    const { id, events } = await postOnly(world.agent, here(), "#setPriority urgent");
    await run(assignTask, world.manager, { taskId: ticket.id, teamId: world.otherTeam.id });
    await systemDb().execute(
      sql`delete from participants where chat_id = ${ticket.chatId} and user_id = ${world.agent.user.id}`,
    );
    await runCommands(events.filter(holdsCommands));
    expect(await now()).toMatchObject({ priority: "normal" });
    expect(await refusalsOf(id)).toEqual([]);
  });
});

describe("a command", () => {
  const deeds = (title: string) => `${title} #createBug #setPriority urgent\n#setStatus closed`;

  test("runs once, however many dispatchers find it and however often", async () => {
    const title = unique("Once");
    const { id, events } = await postOnly(world.agent, here(), deeds(title));
    const found = events.filter(holdsCommands);
    await Promise.all(Array.from({ length: 4 }, () => runCommands(found)));
    await runCommands(found);
    const made = await systemDb().select().from(tasks).where(eq(tasks.title, title));
    expect(made).toMatchObject([{ priority: "urgent" }]);
    expect((await linesOf(ticket.chatId!)).filter(({ name }) => name === "task_created")).toHaveLength(1);
    expect(await refusalsOf(id)).toHaveLength(1);
  });

  test("survives a dispatcher that is killed between two of them: the sweep does the rest", async () => {
    await systemDb().update(domainEvents).set({ dispatchedAt: sql`now()` });
    const title = unique("Killed");
    const { id } = await postOnly(world.agent, here(), `#setPriority high\n${deeds(title)}`);
    await systemDb()
      .update(domainEvents)
      .set({ dispatchAfter: sql`now() - interval '1 second'` })
      .where(sql`dispatched_at is null`);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // New work takes a number from the workspace's row: while that is held, the child stands at its second command.
    const blocker = systemDb().transaction(async (tx) => {
      await tx.select().from(workspaces).where(eq(workspaces.id, world.workspace.id)).for("no key update");
      await held;
    });
    const child = spawn(
      process.execPath,
      ["--import", "tsx", fileURLToPath(new URL("../../outbox/testing/dispatch-due.ts", import.meta.url))],
      { env: { ...process.env, DATABASE_URL: database.url }, stdio: "inherit" },
    );
    await vi.waitFor(async () => expect(await now()).toMatchObject({ priority: "high" }), {
      timeout: 20_000,
    });
    child.kill("SIGKILL");
    await once(child, "exit");
    release();
    await blocker;
    await systemDb()
      .update(domainEvents)
      .set({ dispatchAfter: sql`now() - interval '1 second'` })
      .where(sql`dispatched_at is null`);
    await sweepOutbox();
    expect(await systemDb().select().from(tasks).where(eq(tasks.title, title))).toMatchObject([
      { priority: "urgent" },
    ]);
    expect(await refusalsOf(id)).toMatchObject([{ tag: "setStatus" }]);
    const lines = (await linesOf(ticket.chatId!)).filter(({ name }) => name === "priority_changed");
    expect(lines).toHaveLength(2);
  });

  test("runs as it was first written, not as it was edited; deleted ones don't", async () => {
    const first = await postOnly(world.agent, here(), "Hm #setPriority high");
    const place = { chatId: ticket.chatId!, messageId: first.id };
    await run(editMessage, world.agent, { ...place, body: "Hm #setPriority low #assign @me" });
    await runCommands(first.events.filter(holdsCommands));
    expect(await now()).toMatchObject({ priority: "high", assigneeUserId: null });
    const gone = await postOnly(world.agent, here(), "Hm #setPriority urgent");
    await run(deleteMessage, world.agent, { chatId: ticket.chatId!, messageId: gone.id });
    await runCommands(gone.events.filter(holdsCommands));
    expect(await now()).toMatchObject({ priority: "high" });
    // What was plain text stays so, whatever it is edited to.
    const plain = await say(world.agent, here(), "Hm");
    await run(editMessage, world.agent, {
      chatId: ticket.chatId!,
      messageId: plain,
      body: "Hm #setPriority urgent",
    });
    expect(await now()).toMatchObject({ priority: "high" });
  });

  test("counts days where the workspace is, from when it was written", async () => {
    await systemDb()
      .update(workspaces)
      .set({ timeZone: "Pacific/Kiritimati" })
      .where(eq(workspaces.id, world.workspace.id));
    await say(world.agent, here(), "#setDueDate today");
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Pacific/Kiritimati" }).format(new Date());
    expect(await now()).toMatchObject({ dueOn: today });
    await systemDb().update(workspaces).set({ timeZone: "UTC" }).where(eq(workspaces.id, world.workspace.id));
  });

  test("reaches into no other workspace, by name or number", async () => {
    const theirs = await makeWorld();
    const id = await say(
      world.agent,
      here(),
      `#assign @${theirs.agent.user.name}\n#assign @${theirs.team.name}`,
    );
    expect(await refusalsOf(id)).toMatchObject([{ reason: "unknown_person" }, { reason: "unknown_person" }]);
    expect(JSON.stringify(await refusalsOf(id))).not.toContain(theirs.agent.user.id);
  });
});
