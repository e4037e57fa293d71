import { memberCaller } from "@/lib/auth/callers";
import { run } from "@/lib/core/command";
import { read } from "@/lib/core/query";
import { readInput, route } from "@/lib/core/route";
import { markNotificationsRead } from "@/lib/domain/notifications/commands/mark-read";
import { listNotifications } from "@/lib/domain/notifications/queries/list-notifications";

type Params = { workspace: string };

export const GET = route<Params>("notifications.list", "cookies", async (request, { workspace }) =>
  read(listNotifications, await memberCaller(workspace, request), {}),
);

export const POST = route<Params>("notifications.markRead", "cookies", async (request, { workspace }) =>
  run(markNotificationsRead, await memberCaller(workspace, request), await readInput(request)),
);
