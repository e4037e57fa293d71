import { type Fault, seconds } from "../fault";
import { openPlay } from "../play";

export const appKilled: Fault = {
  name: "app-killed",
  what: "the app is killed while messages are on their way, twice",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    play.begin();
    for (let times = 0; times < 2; times++) {
      await seconds(3);
      stage.signal("app", "SIGKILL");
      await stage.ready();
    }
    play.healed();
    await seconds(3);
    await play.settle();
    return play.finding();
  },
};
