import { z } from "zod";
import { forbidden } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { pusher } from "../server";
import { socketId } from "./authorize-channel";

/** What pusher-js hands to the engine as proof of who is at a connection. */
export type UserProof = { auth: string; user_data: string };

/** Says to the engine whose connection this is, so that it can be ended when the member's access ends. */
export const authenticateUser = query({
  name: "realtime.authenticateUser",
  permission: "workspace:read",
  input: z.object({ socketId }),
  async read({ actor }, input): Promise<UserProof> {
    if (actor.kind !== "member") throw forbidden();
    return pusher().authenticateUser(input.socketId, { id: actor.userId }) as UserProof;
  },
});
