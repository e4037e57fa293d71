import { setTimeout as pause } from "node:timers/promises";
import type { Finding } from "./play";
import type { Stage } from "./stage";

/** One thing that goes wrong, made and healed while people write to each other. */
export type Fault = {
  name: string;
  /** What is done to Flowra, and for how long. */
  what: string;
  run(stage: Stage): Promise<Finding>;
};

export const seconds = (count: number) => pause(count * 1_000);
