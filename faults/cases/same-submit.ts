import { v7 as newId } from "uuid";
import { call } from "../../bench/http";
import { outageOf } from "../checker";
import type { Fault } from "../fault";
import { openPlay } from "../play";

const times = 10;

export const sameSubmit: Fault = {
  name: "same-submit",
  what: "the same submit arrives ten times at once: messages of both sides, first messages",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    const { world, chats } = play;
    const { url } = stage.flowra;
    const breaches: string[] = [];
    let submits = 0;
    const tenTimes = async (what: string, path: string, headers: Record<string, string>, body: object) => {
      submits++;
      const answers = await Promise.all(
        Array.from({ length: times }, () => call("POST", url + path, headers, body)),
      );
      const created = answers.filter(({ status }) => status === 201).length;
      const wrong = answers.filter(({ status }) => status !== 200 && status !== 201);
      if (created !== 1) breaches.push(`${what} was created ${created} times`);
      for (const { status, body } of wrong) breaches.push(`${what}: ${status} ${body}`);
      if (new Set(answers.map(({ body }) => body)).size > 1) breaches.push(`${what}: answers differ`);
    };
    for (let round = 0; round < 5; round++) {
      for (const chat of chats)
        for (const person of chat.people)
          await tenTimes(
            `a ${person.kind}'s message in a ${chat.kind} chat`,
            `/api/chats/${chat.id}/messages`,
            person.headers,
            {
              id: newId(),
              body: `Again and again, ${newId()}.`,
              kind: person.kind === "member" ? "message" : undefined,
            },
          );
      const token = `${newId()}${newId()}`.replaceAll("-", "").slice(0, 43);
      await tenTimes(
        "a first message",
        `/api/c/${world.inboxKey}/chats`,
        {},
        {
          chatId: newId(),
          token,
          message: { id: newId(), body: `Is anybody there, ${newId()}?` },
        },
      );
    }
    await play.settle();
    const finding = await play.finding({
      breaches,
      notes: [`${submits} submits, each ${times} times at once`],
    });
    // Nobody wrote by the code of browsers here, so what is stored stands for what was sent.
    const { rows } = finding.evidence;
    const sent = rows.filter(({ said }) => said);
    const attempts = sent.map(({ id, chat, hash }) => ({
      ...{ id, chat, hash, writer: id, outcome: "ok" as const, seq: null, at: 0, ms: 0 },
    }));
    return { ...finding, outage: outageOf([]), heal: null, evidence: { ...finding.evidence, attempts } };
  },
};
