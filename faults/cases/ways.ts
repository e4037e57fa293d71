import { type Fault, seconds } from "../fault";
import { type Gate, openGate } from "../gate";
import { openPlay, type Play } from "../play";
import type { Stage } from "../stage";

/** People who reach Flowra only through gates: one for its pages, one for live news. */
async function throughGates(
  stage: Stage,
  name: string,
  fault: (gates: { app: Gate; realtime: Gate }, play: Play) => Promise<string[]>,
) {
  const { ports } = stage.flowra.plan;
  const [app, realtime] = [await openGate(ports.app), await openGate(ports.realtime)];
  const addresses = { app: `http://127.0.0.1:${app.port}`, realtimePort: realtime.port };
  const play = await openPlay(stage, name, { addresses });
  play.begin();
  await seconds(2);
  const notes = await fault({ app, realtime }, play);
  play.healed();
  await seconds(3);
  await play.settle();
  const finding = await play.finding({ notes });
  app.close();
  realtime.close();
  return finding;
}

export const answersLost: Fault = {
  name: "answers-lost",
  what: "of the app's answers a third is lost after the commit, for 10 s",
  run(stage) {
    return throughGates(stage, this.name, async ({ app }) => {
      app.loseAnswers(0.33);
      await seconds(10);
      app.loseAnswers(0);
      return [`${app.lost()} answers were lost`];
    });
  },
};

export const offline: Fault = {
  name: "offline",
  what: "all browsers are offline for 5 s, then for 15 s (60 s and 10 minutes with --full), and people write on",
  run(stage) {
    return throughGates(stage, this.name, async (gates) => {
      for (const span of stage.full ? [5, 60, 600] : [5, 15]) {
        for (const gate of Object.values(gates)) gate.shut();
        await seconds(span);
        for (const gate of Object.values(gates)) gate.open();
        await seconds(3);
      }
      return [];
    });
  },
};
