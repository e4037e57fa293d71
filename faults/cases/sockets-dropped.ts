import { createRealtime } from "../../lib/realtime/client";
import { addressesOf } from "../client";
import { type Fault, seconds } from "../fault";
import { openPlay, until } from "../play";
import { via } from "../reach";

export const socketsDropped: Fault = {
  name: "sockets-dropped",
  what: "1,000 sockets are dropped at once (10,000 with --full)",
  async run(stage) {
    const play = await openPlay(stage, this.name);
    const chats = play.chats.filter(({ kind }) => kind === "support");
    const { app, realtimePort } = addressesOf(stage);
    const count = stage.full ? 10_000 : 1_000;
    let joined = 0;
    const open = (n: number) => {
      const chat = chats[n % chats.length]!;
      const customer = chat.people[0]!;
      const realtime = createRealtime({
        settings: {
          key: stage.flowra.secrets.PUSHER_KEY,
          cluster: "none",
          host: "127.0.0.1",
          port: realtimePort,
          tls: false,
        },
        headers: () => ({ ...customer.headers, ...via(app) }),
      });
      let isIn = false;
      realtime.onState((state) => {
        if (state !== "live" && isIn) joined--;
        if (state !== "live") isIn = false;
      });
      realtime.subscribe(`private-customerChat.${play.world.id}.${chat.id}.1`, {
        onSubscribed: () => {
          if (!isIn) joined++;
          isIn = true;
        },
      });
      return realtime;
    };
    const sockets: ReturnType<typeof open>[] = [];
    // A hundred at a time: how fast they come is not what is looked at.
    while (sockets.length < count) {
      for (let n = 0; n < 100; n++) sockets.push(open(sockets.length));
      await until(() => joined === sockets.length, 60_000);
    }
    play.begin();
    await seconds(3);
    stage.signal("realtime", "SIGKILL");
    const from = Date.now();
    await until(() => joined < count, 10_000);
    const back = await until(() => joined === count, 120_000);
    const to = Date.now();
    play.healed();
    await play.settle();
    for (const socket of sockets) socket.close();
    const { failed, p99 } = play.between(from, to);
    return play.finding({
      notes: [`all ${count} back after ${((to - from) / 1_000).toFixed(1)} s; sends meanwhile p99 ${p99} ms`],
      breaches: [
        ...(back ? [] : [`${count - joined} of ${count} sockets did not come back`]),
        ...(failed > 0 ? [`${failed} sends failed`] : []),
      ],
    });
  },
};
