import { route } from "@/lib/core/route";
import { readiness } from "@/lib/health/readiness";

export const dynamic = "force-dynamic";

/** Whether to send people here, and which part is missing: what a load balancer asks. */
export const GET = route("health.ready", "token", async () => {
  const answer = await readiness();
  const status = answer.ready ? 200 : 503;
  return Response.json(answer, { status, headers: { "cache-control": "no-store" } });
});
