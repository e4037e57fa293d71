import { type Fault, seconds } from "../fault";
import { openPlay } from "../play";

export const sessionsEnded: Fault = {
  name: "sessions-ended",
  what: "all sessions of the database are ended, three times",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    play.begin();
    for (let times = 0; times < 3; times++) {
      await seconds(2);
      await stage.endSessions();
    }
    play.healed();
    await seconds(3);
    await play.settle();
    return play.finding();
  },
};
