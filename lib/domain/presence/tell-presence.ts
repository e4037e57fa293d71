import { inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { workspaces } from "@/db/schema";
import { inTransaction } from "@/lib/core/transaction";
import { logger } from "@/lib/logger";
import { channelName } from "@/lib/realtime/channel-names";
import { publication, publish } from "@/lib/realtime/server";
import { presenceSeconds } from "./presence-seconds";

/** How often each process looks who came, went away or fell silent, in milliseconds. */
const everyMs = 3_000;

/**
 * Tells browsers who is here, of all workspaces, as long as the process lives.
 * @param onArrival called for each workspace to which somebody came
 */
export function startTellingPresence(onArrival: (workspaceId: string) => void): void {
  let busy = false;
  const tell = async () => {
    if (busy) return;
    busy = true;
    try {
      for (const workspaceId of await tellPresence()) onArrival(workspaceId);
    } catch (error) {
      logger().warn({ err: error }, "presence could not be told");
    } finally {
      busy = false;
    }
  };
  setInterval(tell, everyMs + Math.random() * 500).unref();
}

/**
 * Publishes in each workspace who is online, away or gone since the last time. A change is one process's to tell: the
 * one that noted it. What doesn't get through is made good by browsers, which ask for everybody now and then.
 * @returns the workspaces to which somebody came
 */
export async function tellPresence(): Promise<string[]> {
  const { changes, epochs } = await inTransaction("system", async (tx) => {
    const changes = await noteChanges(tx);
    return { changes, epochs: await epochsOf(tx, [...new Set(changes.map((one) => one.workspace_id))]) };
  });
  await publish(
    [...epochs].map(([workspaceId, epoch]) => {
      const who = (state: Change["state"]) =>
        changes
          .filter((one) => one.workspace_id === workspaceId && one.state === state)
          .map(({ user_id }) => user_id);
      return publication("people", channelName.people({ workspaceId, epoch }), "presence.changed", {
        online: who("online"),
        away: who("away"),
        offline: who("offline"),
      });
    }),
  );
  const arrivals = changes.filter(({ arrived }) => arrived);
  return [...new Set(arrivals.map((one) => one.workspace_id))];
}

type Change = {
  workspace_id: string;
  user_id: string;
  state: "online" | "away" | "offline";
  arrived: boolean;
};

/** One is online with any page that one looks at, and away with nothing but others. */
async function noteChanges(tx: Transaction): Promise<Change[]> {
  return tx.execute<Change>(sql`
    with present as (
      select workspace_id, user_id, case when bool_or(state = 'online') then 'online' else 'away' end as state
      from presence
      where user_id is not null and seen_at > now() - make_interval(secs => ${presenceSeconds})
      group by workspace_id, user_id
    ),
    came as (
      insert into presence_told as told (workspace_id, user_id, state)
      select workspace_id, user_id, state from present
      on conflict (workspace_id, user_id) do update set state = excluded.state where told.state <> excluded.state
      returning workspace_id, user_id, state
    ),
    went as (
      delete from presence_told told
      where not exists (select from present p where p.workspace_id = told.workspace_id and p.user_id = told.user_id)
      returning workspace_id, user_id, 'offline'::text as state
    )
    select came.*, not exists (
      select from presence_told before
      where before.workspace_id = came.workspace_id and before.user_id = came.user_id
    ) as arrived from came
    union all select went.*, false from went`);
}

async function epochsOf(tx: Transaction, workspaceIds: string[]): Promise<Map<string, number>> {
  if (workspaceIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: workspaces.id, epoch: workspaces.accessEpoch })
    .from(workspaces)
    .where(inArray(workspaces.id, workspaceIds));
  return new Map(rows.map(({ id, epoch }) => [id, epoch]));
}
