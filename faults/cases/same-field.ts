import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "../fault";
import { openPlay } from "../play";
import type { Stage } from "../stage";
import type { Person, World } from "../world";

const priorities = ["low", "normal", "high", "urgent"] as const;
const rounds = 12;

export const sameField: Fault = {
  name: "same-field",
  what: "two members change the same ticket's priority at once, each from what they see",
  async run(stage) {
    const play = await openPlay(stage, this.name, { support: 1, groups: 0 });
    const { world, chats } = play;
    const chat = chats[0]!;
    const members = [chat.people[1]!, await world.member()];
    const change = actionOf(stage, world, "setTaskPriorityAction", `/w/${world.slug}/inbox/${chat.number}`);
    const breaches: string[] = [];
    const notes: string[] = [];
    let from: (typeof priorities)[number] = "normal";
    let told = 0;
    for (let round = 0; round < rounds; round++) {
      const wishes = priorities.filter((priority) => priority !== from);
      const answers = await Promise.all(
        members.map((member, n) =>
          change(member, { taskId: chat.taskId, priority: wishes[(round + n) % 3], from }),
        ),
      );
      const winners = answers.flatMap((answer, n) =>
        answer.includes('"ok":true') ? [wishes[(round + n) % 3]!] : [],
      );
      told += answers.filter((answer) => answer.includes('"CONFLICT"')).length;
      if (winners.length !== 1) breaches.push(`round ${round}: ${winners.length} of two changes were taken`);
      const [row] = await stage.sql<{ priority: (typeof priorities)[number] }[]>`
        select priority from tasks where workspace_id = ${world.id} and id = ${chat.taskId}`;
      if (winners.length === 1 && row!.priority !== winners[0])
        breaches.push(`round ${round}: ${winners[0]} was taken, ${row!.priority} is stored`);
      from = row!.priority;
    }
    if (told !== rounds) breaches.push(`${told} of ${rounds} were told that somebody else was first`);
    notes.push(`${rounds} times two at once: one taken, the other told of it ${told} times`);
    await play.settle();
    const finding = await play.finding({ notes, breaches });
    return { ...finding, outage: null, heal: null };
  },
};

/** A server action as a page calls it. */
function actionOf({ flowra }: Stage, world: World, name: string, page: string) {
  const file = join(process.cwd(), ".next/server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as {
    node: Record<string, { exportedName?: string }>;
  };
  const id = Object.keys(node).find((key) => node[key]!.exportedName === name)!;
  return async (person: Person, input: object): Promise<string> => {
    const answer = await fetch(flowra.url + page, {
      method: "POST",
      headers: { ...person.headers, "next-action": id, "content-type": "text/plain;charset=UTF-8" },
      body: JSON.stringify([world.slug, input]),
    });
    return answer.text();
  };
}
