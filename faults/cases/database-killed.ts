import { type Fault, seconds } from "../fault";
import { openPlay } from "../play";

export const databaseKilled: Fault = {
  name: "database-killed",
  what: "the database is killed in the middle of transactions",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    play.begin();
    await seconds(3);
    stage.killDatabase();
    await seconds(1);
    await stage.ready();
    play.healed();
    await seconds(3);
    await play.settle();
    return play.finding();
  },
};
