import { type Fault, seconds } from "../fault";
import { openPlay, until } from "../play";

export const realtimeDown: Fault = {
  name: "realtime-down",
  what: "the realtime server is down for 20 s (60 s with --full)",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    play.begin();
    await seconds(2);
    const comeBack = stage.keepDown("realtime");
    await seconds(stage.full ? 60 : 20);
    comeBack();
    const down = Date.now();
    await stage.ready();
    play.healed();
    const isLive = () => play.clients.every(({ store }) => store.getSnapshot().status === "live");
    await until(isLive, 60_000);
    const back = (Date.now() - down) / 1_000;
    await play.settle();
    const failed = play.attempts().filter(({ outcome }) => outcome !== "ok").length;
    return play.finding({
      notes: [`all live again ${back.toFixed(1)} s after it may come back`],
      breaches: failed > 0 ? [`${failed} sends failed, which need no realtime`] : [],
    });
  },
};
