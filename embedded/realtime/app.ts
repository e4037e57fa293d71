import type { Logger } from "pino";
import type { Signer } from "./auth";
import type { Channels } from "./channels";
import type { RealtimeConfig } from "./config";
import type { Connection } from "./connection";
import type { Counts } from "./metrics";
import type { Users } from "./users";
import type { Webhooks } from "./webhooks";

/** The parts of one running server, as its doors (sockets, HTTP) see them. */
export type RealtimeApp = {
  config: RealtimeConfig;
  log: Logger;
  signer: Signer;
  connections: Map<string, Connection>;
  channels: Channels;
  users: Users;
  webhooks: Webhooks;
  counts: Counts;
};
