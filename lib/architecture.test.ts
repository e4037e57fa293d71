import { describe, expect, it } from "vitest";
import { bundleOf, cyclesOf, type SourceFile, sourceFile, sourceFiles } from "./testing/source-files";

const files = sourceFiles(["app", "components", "lib", "db", "inngest", "instrumentation.ts", "proxy.ts"]);
const all = [...files.values()];

/** Known breaches with their reasons. One that no longer exists fails, so a list can only shrink. */
type Exceptions = Record<string, string>;

function expectOnly(found: string[], exceptions: Exceptions): void {
  const unexpected = [...new Set(found)].filter((breach) => !Object.hasOwn(exceptions, breach));
  const stale = Object.keys(exceptions).filter((breach) => !found.includes(breach));
  expect({ unexpected, stale }).toEqual({ unexpected: [], stale: [] });
}

const isIn = (path: string, folders: string[]) => folders.some((folder) => path.startsWith(folder));

describe("imports flow one way", () => {
  /** Whoever is in these folders knows nothing of what is in those. */
  const directions: {
    from: string[];
    but?: string[];
    never: string[];
    typesAllowed?: boolean;
    exceptions?: Exceptions;
  }[] = [
    {
      from: ["app/", "components/", "lib/", "inngest/", "db/"],
      never: ["embedded/", "e2e/", "bench/", "faults/", "scripts/"],
    },
    { from: ["components/", "lib/", "inngest/", "db/"], never: ["app/"] },
    { from: ["lib/", "inngest/", "db/"], never: ["components/"] },
    {
      from: ["lib/domain/", "lib/core/", "lib/auth/", "lib/realtime/", "lib/email/"],
      never: ["inngest/", "lib/outbox/"],
    },
    { from: ["inngest/"], never: ["lib/chat-client/", "lib/customer-chat/"] },
    { from: ["app/", "components/"], never: ["db/", "lib/outbox/"], typesAllowed: true },
    {
      from: ["lib/core/", "lib/metrics/", "lib/email/", "lib/security/"],
      never: ["lib/domain/"],
      exceptions: {
        "lib/email/reply-mail.tsx → lib/domain/customer-mails/prepare-customer-mail.ts":
          "the type of what it words",
      },
    },
    {
      from: ["lib/auth/"],
      // Sign-in's door: next-auth's routes call the people's commands as any other door does.
      but: ["lib/auth/config.ts", "lib/auth/handler.ts", "lib/auth/sign-in-attempt.ts"],
      never: ["lib/domain/"],
      exceptions: { "lib/auth/callers.ts → lib/domain/people/avatar-url.ts": "a pure text, in one place" },
    },
    { from: ["lib/domain/chats/"], never: ["lib/domain/tasks/", "lib/domain/commands/"] },
    { from: ["lib/domain/tasks/"], never: ["lib/domain/commands/"] },
    {
      from: ["lib/domain/customers/", "lib/domain/notifications/", "lib/domain/presence/"],
      never: ["lib/domain/commands/"],
    },
    { from: ["lib/domain/people/"], never: ["lib/domain/tasks/", "lib/domain/chats/"] },
    {
      from: ["db/"],
      but: ["db/seed/"],
      never: ["lib/", "inngest/"],
      exceptions: { "db/client.ts → lib/env.ts": "where the database is" },
    },
  ];
  it.each(directions)(
    "from $from never to $never",
    ({ from, but = [], never, typesAllowed, exceptions = {} }) => {
      const found = all
        .filter(({ path }) => isIn(path, from) && !isIn(path, but))
        .flatMap(({ path, imports }) =>
          imports
            .filter(({ target, typeOnly }) => isIn(target, never) && !(typesAllowed && typeOnly))
            .map(({ target }) => `${path} → ${target}`),
        );
      expectOnly(found, exceptions);
    },
  );

  it("has no loops", () => {
    expect(cyclesOf(files).map((cycle) => cycle.join(" → "))).toEqual([]);
  });
});

it("only the kernel holds connections to the database", () => {
  const found = all
    .filter(({ path }) => !isIn(path, ["lib/core/", "lib/auth/", "lib/outbox/", "db/"]))
    .filter(({ imports }) =>
      imports.some(({ target, typeOnly }) => !typeOnly && /^db\/client|^postgres$/.test(target)),
    )
    .map(({ path }) => path);
  expectOnly(found, {
    "lib/domain/upkeep/clean-up-files.ts": "compares the store of all workspaces with what is known of it",
    "lib/domain/upkeep/due-tickets.ts": "finds what is due in any workspace; each is then moved by a command",
    "lib/domain/upkeep/waiting-workspaces.ts":
      "finds where tickets wait; each is then handed out by a command",
  });
});

it("every server action is a command", () => {
  const found = all
    .filter(({ directives }) => directives.includes("use server"))
    .flatMap(({ path, exports }) =>
      exports
        .filter(({ made }) => made !== "action(…)" && made !== "accountAction(…)")
        .map(({ name, made }) => `${path}: ${name} is ${made}`),
    );
  expectOnly(found, {});
});

it("every route handler goes through the kernel's door", () => {
  const settings = ["dynamic", "revalidate", "runtime", "maxDuration", "fetchCache", "dynamicParams"];
  const found = all
    .filter(({ path }) => /^app\/.*\/route\.tsx?$/.test(path))
    .flatMap(({ path, exports }) =>
      exports
        .filter(({ name, made }) => made !== "route(…)" && !settings.includes(name))
        .map(({ name }) => `${path}: ${name}`),
    );
  const signIn = "next-auth's own handler, which checks its tokens; its callbacks call commands";
  const jobs = "the SDK's own handler, which checks the signature of the job service";
  expectOnly(found, {
    "app/api/auth/[...nextauth]/route.ts: GET": signIn,
    "app/api/auth/[...nextauth]/route.ts: POST": signIn,
    "app/api/inngest/route.ts: GET": jobs,
    "app/api/inngest/route.ts: POST": jobs,
    "app/api/inngest/route.ts: PUT": jobs,
    "app/widget.js/route.ts: GET": "a file made by the build, the same for everybody",
  });
});

it("only the configuration reads the environment", () => {
  const parts = [...sourceFiles(["embedded"]).values()];
  const found = [...all, ...parts]
    .filter(({ path }) => !/^embedded\/\w+\/config\.ts$/.test(path))
    .filter(({ readsEnvironment }) => readsEnvironment)
    .map(({ path }) => path);
  expectOnly(found, {
    "lib/env.ts": "the configuration",
    "instrumentation.ts": "Next says there in which of its runtimes it is",
    "db/migrate.ts": "runs by itself, with the owner's address, before there is a configuration",
  });
});

it("only named clients send HTTP requests", () => {
  const found = all.filter(({ fetches }) => fetches).map(({ path }) => path);
  const inBrowsers = "runs in browsers, and calls own addresses only";
  expectOnly(found, {
    "app/account/_components/picture-form.tsx": inBrowsers,
    "lib/auth/browser.ts": inBrowsers,
    "lib/chat-client/doors.ts": inBrowsers,
    "lib/realtime/channel-auth.ts": inBrowsers,
    "inngest/client.ts": "the job service's SDK, at the configured address, with a time-out",
    "lib/health/http-probe.ts": "asks the configured parts for their health, at addresses of the environment",
  });
});

describe("what browsers load", () => {
  // Pure, or made for browsers.
  const shared = ["lib/auth/permissions.ts", "lib/auth/browser.ts", "lib/auth/own-path.ts"];
  const serverOnly = (target: string) => !shared.includes(target) && isServerOnly(target);
  const isServerOnly = (target: string) =>
    /^(node:|next\/headers$|server-only$|postgres$|pino$|pusher$|inngest|drizzle-orm|@node-rs\/)/.test(
      target,
    ) ||
    isIn(target, [
      "db/",
      "inngest/",
      "lib/auth/",
      "lib/outbox/",
      "lib/email/",
      "lib/env.ts",
      "lib/logger.ts",
    ]) ||
    /^lib\/core\/(action|command|query|load|route|transaction|rate-limit|context|committed)\.ts$/.test(
      target,
    );

  it("has nothing of the server in it", () => {
    const found = all
      .filter(({ directives }) => directives.includes("use client"))
      .flatMap(({ path }) =>
        [...bundleOf(path, files)].filter(([target]) => serverOnly(target)).map(([, way]) => way.join(" → ")),
      );
    expectOnly(found, {});
  });

  it("has no validation in it, which is the server's", () => {
    const found = all
      .filter(({ directives }) => directives.includes("use client"))
      .flatMap(({ path }) => [...bundleOf(path, files)].filter(([target]) => target === "zod"))
      .map(([, way]) => way.join(" → "));
    expectOnly(found, {});
  });

  it("begins with what is seen first: menus, dialogs, commands, Markdown and realtime are fetched later", () => {
    const pages = [
      "app/w/[workspace]/layout.tsx",
      "app/w/[workspace]/inbox/page.tsx",
      "app/w/[workspace]/inbox/[number]/page.tsx",
      "app/c/[inbox]/page.tsx",
    ];
    const heavy = ["cmdk", "marked", "pusher-js", "qrcode", "radix-ui", "radix-ui/internal"];
    const atFirst = (path: string) => [...bundleOf(path, files, { later: false })];
    const found = pages
      .flatMap((page) => atFirst(page).map(([path]) => path))
      .filter((path) => files.get(path)?.directives.includes("use client"))
      .flatMap((path) => atFirst(path).filter(([target]) => heavy.includes(target)))
      .map(([, way]) => way.slice(-2).join(" → "));
    expectOnly(found, {});
  });
});

describe("the rules themselves", () => {
  const sample = (path: string, text: string): SourceFile => sourceFile(path, text);

  it("see imports of every kind, exports and forbidden calls", () => {
    const file = sample(
      "app/x/route.ts",
      `"use server";
       import type { A } from "@/db/client";
       import { type B, c } from "@/lib/env";
       export { d } from "./other";
       const e = await import("node:fs");
       export const GET = route("x"), dynamic = "force";
       export async function POST() { return fetch(process.env.X); }`,
    );
    expect(file).toEqual({
      path: "app/x/route.ts",
      directives: ["use server"],
      imports: [
        { target: "db/client.ts", typeOnly: true },
        { target: "lib/env.ts", typeOnly: false },
        { target: "app/x/other", typeOnly: false },
        { target: "node:fs", typeOnly: false, later: true },
      ],
      exports: [
        { name: "d", made: "ExportSpecifier" },
        { name: "GET", made: "route(…)" },
        { name: "dynamic", made: "Literal" },
        { name: "POST", made: "FunctionDeclaration" },
      ],
      readsEnvironment: true,
      fetches: true,
    });
  });

  it("find a loop, and what a bundle brings along but for server actions and types", () => {
    const made = (path: string, targets: string[], directive = "") => {
      const imports = targets.map((target) => ({ target, typeOnly: target.startsWith("type:") }));
      const file = {
        path,
        imports,
        directives: [directive],
        exports: [],
        readsEnvironment: false,
        fetches: false,
      };
      return [path, file] as const;
    };
    const graph = new Map([
      made("a", ["b", "actions"], "use client"),
      made("b", ["c"]),
      made("c", ["b", "type:d"]),
      made("actions", ["db"], "use server"),
    ]);
    expect(cyclesOf(graph)).toEqual([["b", "c", "b"]]);
    expect([...bundleOf("a", graph).keys()]).toEqual(["a", "b", "c", "actions"]);
  });
});
