import { call } from "../../bench/http";
import { type Fault, seconds } from "../fault";
import { openPlay } from "../play";
import { makeWorld } from "../world";

/** More than the connections for requests. */
const searchers = 30;
const messages = 100_000;

export const poolExhausted: Fault = {
  name: "pool-exhausted",
  what: "thirty people search 100,000 messages at once, again and again, for 10 s",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    // In another workspace: one tenant's load is the other's too only if it takes what both need.
    const world = await makeWorld(stage, "library");
    const member = await world.member();
    const library = await world.groupChat([member]);
    await stage.sql`
      insert into messages (workspace_id, id, chat_id, seq, rev, kind, author_user_id, body)
      select ${world.id}, gen_random_uuid(), ${library.id}, n, n, 'message', ${member.id},
        'An old word' || n % 100 || ' about delivery, number ' || n
      from generate_series(1, ${messages}::int) n`;
    await stage.sql`update chats set seq = ${messages}, message_seq = ${messages}, rev = ${messages}
      where workspace_id = ${world.id} and id = ${library.id}`;
    play.begin();
    await seconds(3);
    const from = Date.now();
    const statuses = new Map<number, number>();
    let over = false;
    const searches = Array.from({ length: searchers }, async (_, n) => {
      for (let turn = n; !over; turn++) {
        const url = `${stage.flowra.url}/w/${world.slug}/search?q=${encodeURIComponent(`delivery word${turn % 100} -old`)}`;
        const { status } = await call("GET", url, member.headers).catch(() => ({ status: 0 }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    });
    await seconds(10);
    const to = Date.now();
    over = true;
    await Promise.all(searches);
    play.healed();
    await play.settle();
    const { sends, failed, p99 } = play.between(from, to);
    return play.finding({
      notes: [
        `searches answered ${[...statuses].map(([status, count]) => `${status}: ${count}`).join(", ")}`,
        `${sends} sends meanwhile, p99 ${p99} ms`,
      ],
      breaches: failed > 0 ? [`${failed} sends failed`] : [],
    });
  },
};
