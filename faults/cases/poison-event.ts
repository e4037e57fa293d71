import { v7 as newId } from "uuid";
import { type Fault, seconds } from "../fault";
import { openPlay, until } from "../play";

export const poisonEvent: Fault = {
  name: "poison-event",
  what: "events that no code can read lie in the outbox, one of them at its last attempt",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    const { world, chats } = play;
    const poison = (attempts: number, payload: object) => ({
      workspace_id: world.id,
      id: newId(),
      name: "message.posted",
      payload: stage.sql.json(payload as never),
      subject_id: chats[0]!.id,
      actor_kind: "system",
      attempts,
      dispatch_after: new Date(),
    });
    // With hashtags to carry out, so that each of its readers stumbles over it.
    const garbage = { chatId: 7, messageId: { of: ["nothing"] }, commands: 3, kind: "message", by: "member" };
    const fresh = [poison(0, garbage), poison(0, { messageId: "not an id", commands: 1 })];
    const last = [poison(11, garbage)];
    play.begin();
    await seconds(2);
    const before = Date.now();
    for (const row of [...fresh, ...last]) await stage.sql`insert into domain_events ${stage.sql(row)}`;
    const isDead = async () => {
      const rows = await stage.sql`
        select from domain_events where workspace_id = ${world.id} and id = any(${last.map(({ id }) => id)}::uuid[])
          and dead_at is not null and last_error is not null`;
      return rows.length === last.length;
    };
    const dead = await until(isDead, 60_000);
    const after = (Date.now() - before) / 1_000;
    await seconds(3);
    play.healed();
    const rows = await stage.sql<{ attempts: number }[]>`
      select attempts from domain_events where workspace_id = ${world.id}
        and id = any(${fresh.map(({ id }) => id)}::uuid[]) and last_error is not null and dispatched_at is null`;
    // What was looked at is taken away, so that what is left in the outbox is other people's.
    await stage.sql`
      delete from domain_events where workspace_id = ${world.id}
        and id = any(${[...fresh, ...last].map(({ id }) => id)}::uuid[])`;
    await play.settle();
    const slowest = slowestNews(
      play.attempts(),
      play.clients.flatMap(({ shown }) => shown.read()),
    );
    return play.finding({
      notes: [
        `dead-lettered after ${after.toFixed(1)} s`,
        `the slowest message was on every screen ${slowest.toFixed(1)} s after it was written`,
      ],
      breaches: [
        ...(dead ? [] : ["the event at its last attempt was not dead-lettered"]),
        ...(rows.length === fresh.length ? [] : ["an event that failed is not kept with its error"]),
        ...(slowest < 5 ? [] : ["others were delayed by 5 s or more"]),
      ],
    });
  },
};

/** From writing to the last screen, of all messages, in seconds. */
function slowestNews(attempts: { id: string; at: number }[], shown: { id: string; at: number }[]): number {
  const written = new Map(attempts.toReversed().map(({ id, at }) => [id, at]));
  return Math.max(...shown.map(({ id, at }) => at - (written.get(id) ?? at))) / 1_000;
}
