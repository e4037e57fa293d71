import { randomBytes } from "node:crypto";
import { addressOf, allMailed, mailEffects } from "./mails";
import { openPlay, type Play, until } from "./play";
import type { Stage } from "./stage";

/** Members answer customers who are not here, so that a mail is due for each; then the fault, then all must be told. */
export async function whileMailsAreDue(stage: Stage, name: string, fault: (play: Play) => Promise<void>) {
  const mail = addressOf(`${name}-${randomBytes(3).toString("hex")}`);
  const play = await openPlay(stage, name, { support: 6, groups: 0, mail });
  for (const { person, close } of play.clients) if (person.kind === "customer") close();
  const members = play.clients.filter(({ person }) => person.kind === "member");
  play.clients.splice(0, play.clients.length, ...members);
  for (let turn = 0; turn < 4; turn++) {
    for (const { write } of members) write();
    await fault(play);
  }
  play.healed();
  const from = Date.now();
  const told = await until(() => allMailed(stage, play), 150_000);
  const after = (Date.now() - from) / 1_000;
  await play.settle();
  const finding = await play.finding({
    effects: await mailEffects(stage, play),
    notes: [`the last mail left ${after.toFixed(1)} s after the fault`],
    breaches: told ? [] : ["somebody was not told by mail of all replies"],
  });
  // People write now and then here, so that no pause says anything.
  return { ...finding, outage: null };
}
