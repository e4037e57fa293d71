import { join } from "node:path";
import { build } from "esbuild";

// Made once, when Flowra is built: the answer is a file from then on.
export const dynamic = "force-static";

/** The loader that other sites include by a script tag. */
export async function GET(): Promise<Response> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), "lib/widget/entry.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16.4"],
    legalComments: "none",
  });
  return new Response(outputFiles[0]?.text, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=600, stale-while-revalidate=86400",
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
    },
  });
}
