import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { recoveryCodes, users } from "@/db/schema";
import { keyedHash, unseal } from "@/lib/auth/encryption";
import { newRecoveryCodes, normalRecoveryCode, totpStep } from "@/lib/auth/totp";
import { newId } from "@/lib/core/ids";
import type { User } from "./find-user";

/** Accepts a code of the app or a recovery code, each only once: of two at once one wins. */
export async function acceptCode(
  tx: Transaction,
  user: User,
  code: string,
): Promise<"totp" | "recovery" | null> {
  if (!user.totpEnabledAt) return null;
  if (await acceptTotp(tx, user, code)) return "totp";
  return (await acceptRecoveryCode(tx, user.id, code)) ? "recovery" : null;
}

/** Also for a secret that is not yet confirmed. */
export async function acceptTotp(tx: Transaction, user: User, code: string): Promise<boolean> {
  const secret = user.totpSecret ? unseal(user.totpSecret, "totp") : null;
  const step = secret ? totpStep(secret, code) : null;
  if (step === null) return false;
  const accepted = await tx
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, user.id), or(isNull(users.totpLastStep), lt(users.totpLastStep, step))))
    .returning({ id: users.id });
  return accepted.length > 0;
}

async function acceptRecoveryCode(tx: Transaction, userId: string, typed: string): Promise<boolean> {
  const code = normalRecoveryCode(typed);
  if (!code) return false;
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashOf(code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return used.length > 0;
}

/** Replaces a person's recovery codes and returns the new ones, which are shown once. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ id: newId(), userId, codeHash: hashOf(normalRecoveryCode(code)!) })));
  return codes;
}

// Short enough to be guessed back from a plain hash, so it is keyed.
const hashOf = (code: string) => keyedHash(code, "recovery-code");
