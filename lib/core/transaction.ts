import { begin, type PoolName, type Transaction } from "@/db/client";
import { env } from "@/lib/env";
import { AppError } from "./errors";
import { Lanes, Slots } from "./slots";

export type Pool = PoolName;

/** How long a request waits for a connection before it is told to come back. */
const maxWaitMs = 2_000;

/** How many of those that change one thing hold a connection at once: one has its lock, the next is about to. */
const laneSize = 2;

type Options = {
  readOnly?: boolean;
  /** What it locks, where many may want to at once: whoever holds that up must not hold up everybody else. */
  lane?: string;
};

/** A transaction that sees one workspace only: row-level security reads the setting made here. */
export function inWorkspace<T>(
  pool: Pool,
  workspaceId: string,
  work: (tx: Transaction) => Promise<T>,
  options?: Options,
): Promise<T> {
  return inTransaction(
    pool,
    async (tx) => {
      // Sent at once (a query alone waits for its first await) but not awaited: setting and work travel in one
      // write, in this order, and a failure here fails the transaction.
      const setting = tx.raw`select set_config('app.workspace_id', ${workspaceId}, true)`.execute();
      const [result] = await Promise.all([work(tx), setting]);
      return result;
    },
    options,
  );
}

/** A transaction on one of the pools. A full pool answers UNAVAILABLE rather than hanging. */
export async function inTransaction<T>(
  pool: Pool,
  work: (tx: Transaction) => Promise<T>,
  { lane, ...mode }: Options = {},
): Promise<T> {
  const enter = () => slots(pool).use(() => begin(pool, work, mode));
  return lane === undefined ? enter() : lanes().use(lane, enter);
}

/** How full the pools are; nothing before their first use. */
export function poolStates() {
  return Object.entries(holder.flowraSlots ?? {}).map(([name, { size, taken, waiting }]) => ({
    name,
    size,
    taken,
    waiting,
  }));
}

const holder = globalThis as { flowraSlots?: Record<Pool, Slots>; flowraLanes?: Lanes };

const places = (size: number) =>
  new Slots(size, maxWaitMs, () => new AppError("UNAVAILABLE", { retryAfter: 2 }));

function lanes(): Lanes {
  holder.flowraLanes ??= new Lanes(() => places(laneSize));
  return holder.flowraLanes;
}

function slots(pool: Pool): Slots {
  if (!holder.flowraSlots) {
    const config = env();
    holder.flowraSlots = {
      requests: places(config.DATABASE_POOL),
      sends: places(config.DATABASE_SEND_POOL),
      system: places(config.DATABASE_SYSTEM_POOL),
    };
  }
  return holder.flowraSlots[pool];
}
