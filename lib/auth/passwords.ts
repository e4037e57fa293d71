import { hash, verify } from "@node-rs/argon2";

// argon2id with the parameters that OWASP recommends: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(normal(password), cost);

/** Compares a password. Without a stored hash it takes the same time and is wrong, so that nobody can tell. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobodysHash()), normal(password)).catch(() => false);
  return right && Boolean(stored);
}

/** The same letters typed on another keyboard or system are the same password. */
const normal = (password: string) => password.normalize("NFKC");

const holder = globalThis as { flowraNobodysHash?: Promise<string> };

function nobodysHash(): Promise<string> {
  holder.flowraNobodysHash ??= hash(crypto.randomUUID(), cost);
  return holder.flowraNobodysHash;
}
