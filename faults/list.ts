import { appKilled } from "./cases/app-killed";
import { appRestarted } from "./cases/app-restarted";
import { databaseKilled } from "./cases/database-killed";
import { jobsDown, jobsKilled, providerFails } from "./cases/mails";
import { poisonEvent } from "./cases/poison-event";
import { poolExhausted } from "./cases/pool-exhausted";
import { realtimeDown } from "./cases/realtime-down";
import { realtimeStopped } from "./cases/realtime-stopped";
import { rowLocked } from "./cases/row-locked";
import { sameField } from "./cases/same-field";
import { sameSubmit } from "./cases/same-submit";
import { sessionsEnded } from "./cases/sessions-ended";
import { socketsDropped } from "./cases/sockets-dropped";
import { answersLost, offline } from "./cases/ways";
import type { Fault } from "./fault";

/** Every fault, in the order in which they run. */
export const faults: Fault[] = [
  appKilled,
  appRestarted,
  databaseKilled,
  sessionsEnded,
  rowLocked,
  poolExhausted,
  realtimeDown,
  realtimeStopped,
  socketsDropped,
  jobsKilled,
  jobsDown,
  providerFails,
  sameSubmit,
  sameField,
  answersLost,
  offline,
  poisonEvent,
];
