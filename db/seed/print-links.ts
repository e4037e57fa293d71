import { closeDatabase } from "@/db/client";
import { createDemoLinks } from "@/lib/domain/people/commands/create-demo-links";
import { createSetupLink } from "@/lib/domain/people/commands/create-setup-link";

/** What the console says about how to get in: the set-up link of an empty database, or the demo's people. */
export async function startLines(): Promise<string[]> {
  const setUp = await createSetupLink();
  if (setUp) return ["Make the first account (this address works once):", `  ${setUp}`];
  const demo = await createDemoLinks();
  if (!demo) return [];
  const width = Math.max(...demo.people.map(({ name, role }) => name.length + role.length));
  return [
    "Sign in to the demo (these addresses work until the next start):",
    ...demo.people.map(({ name, role, address }) => `  ${`${name}, ${role}`.padEnd(width + 2)}  ${address}`),
    ...(demo.chatPage ? ["Write as a customer:", `  ${demo.chatPage}`] : []),
  ];
}

if (process.argv[1] && import.meta.filename === process.argv[1]) {
  try {
    for (const line of await startLines()) console.log(line);
  } finally {
    await closeDatabase();
  }
}
