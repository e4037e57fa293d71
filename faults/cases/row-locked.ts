import { outageOf } from "../checker";
import { type Client, openClient } from "../client";
import { type Fault, seconds } from "../fault";
import { openPlay } from "../play";

/** More than the connections for sending, so that they would all wait for the one row. */
const crowd = 12;

export const rowLocked: Fault = {
  name: "row-locked",
  what: "a stalled session holds the lock of one chat, in which twelve people write, for 8 s",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    const people = await Promise.all(Array.from({ length: crowd }, () => play.world.member()));
    const chat = await play.world.groupChat(people);
    const waiting: Client[] = people.map((person) => openClient(stage, play.world, { person, chat }));
    play.clients.push(...waiting);
    const others = play.clients.filter((client) => client.chat !== chat);
    play.begin();
    await seconds(3);
    const from = Date.now();
    await stage.sql.begin(async (tx) => {
      await tx`select from chats where workspace_id = ${play.world.id} and id = ${chat.id} for update`;
      await seconds(8);
    });
    const to = Date.now();
    play.healed();
    await seconds(2);
    await play.settle();
    const during = others
      .flatMap(({ attempts }) => attempts.read())
      .filter(({ at }) => at >= from && at < to);
    const failed = during.filter(({ outcome }) => outcome !== "ok").length;
    const longest = Math.max(...during.map(({ ms }) => ms));
    return play.finding({
      notes: [
        `other chats meanwhile: ${during.length} messages, the slowest in ${longest} ms, longest without one ${outageOf(during).toFixed(1)} s`,
      ],
      breaches: failed > 0 ? [`${failed} messages of other chats failed`] : [],
    });
  },
};
