import { notFound } from "@/lib/core/errors";
import { route } from "@/lib/core/route";
import { mayReadMetrics } from "@/lib/metrics/access";
import { metricsText } from "@/lib/metrics/text";

export const dynamic = "force-dynamic";

/** Prometheus metrics, for the bearer of METRICS_TOKEN; without one, for this machine only. */
export const GET = route("metrics", "token", async (request) => {
  if (!mayReadMetrics(request.headers)) throw notFound();
  const { text, contentType } = await metricsText();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
});
