import { type Fault, seconds } from "../fault";
import { openPlay, until } from "../play";

export const realtimeStopped: Fault = {
  name: "realtime-stopped",
  what: "the realtime server is stopped with its connections open (SIGSTOP) for 30 s",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    play.begin();
    await seconds(2);
    const from = Date.now();
    stage.signal("realtime", "SIGSTOP");
    const isPolling = () => play.clients.every(({ store }) => store.getSnapshot().status === "polling");
    const noticed = await until(isPolling, 45_000);
    const after = (Date.now() - from) / 1_000;
    await seconds(Math.max(0, 30 - after));
    stage.signal("realtime", "SIGCONT");
    await stage.ready();
    play.healed();
    await seconds(2);
    await play.settle();
    const failed = play.attempts().filter(({ outcome }) => outcome !== "ok").length;
    return play.finding({
      notes: [`the last browser noticed after ${after.toFixed(1)} s`],
      breaches: [
        ...(noticed ? [] : ["a browser did not notice within 45 s"]),
        ...(failed > 0 ? [`${failed} sends failed, which need no realtime`] : []),
      ],
    });
  },
};
