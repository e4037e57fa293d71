import { type Fault, seconds } from "../fault";
import { openPlay } from "../play";

export const appRestarted: Fault = {
  name: "app-restarted",
  what: "the app is restarted gracefully, twice",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    play.begin();
    for (let times = 0; times < 2; times++) {
      await seconds(3);
      stage.signal("app", "SIGTERM");
      await seconds(1);
      await stage.ready();
    }
    play.healed();
    await seconds(3);
    await play.settle();
    // Told to come back later is an answer; on a busy machine some are.
    const cut = play.attempts().filter(({ why }) => why?.startsWith("fetch failed")).length;
    return play.finding({ breaches: cut > 0 ? [`${cut} requests were refused or cut off`] : [] });
  },
};
