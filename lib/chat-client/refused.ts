import type { PublicError } from "@/lib/core/errors";

/** An answer of the server that says no, as opposed to no answer. */
export class Refused extends Error {
  constructor(readonly error: PublicError) {
    super(error.code);
    this.name = "Refused";
  }
}

/** Why an asking failed: as the server said it, or that there was no answer. */
export const refusalIn = (reason: unknown): PublicError =>
  reason instanceof Refused ? reason.error : { code: "UNAVAILABLE" };
