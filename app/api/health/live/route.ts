import { route } from "@/lib/core/route";

export const dynamic = "force-dynamic";

/** The process answers: what a supervisor asks before it restarts it. */
export const GET = route("health.live", "token", async () => ({ ok: true }));
