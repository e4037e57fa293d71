import type { NextRequest } from "next/server";
import type { z } from "zod";
import { type AccountCommand, runAccount } from "@/lib/core/command";
import type { AccountCaller } from "@/lib/core/context";
import { AppError, type PublicError, publicError } from "@/lib/core/errors";
import type { Unparsed } from "@/lib/core/parse";
import { report } from "@/lib/core/result";
import { linkingSeconds } from "@/lib/domain/people/commands/start-linking";
import { challengeSeconds, type SignInOutcome } from "@/lib/domain/people/sign-in";
import { env } from "@/lib/env";
import { accountCallerOf } from "./callers";
import { unseal } from "./encryption";
import { ownPath } from "./own-path";
import { cookieName, cookieOptions } from "./session-token";

type Passed = Extract<SignInOutcome, { outcome: "passed" }>;
type SetCookie = { name: string; value: string; maxAge: number };

/** One request on its way through next-auth: who asks, what was decided, and the cookies that come of it. */
export class SignInAttempt {
  /** Set once somebody is in; the session token is made from it. */
  passed: Passed | undefined;
  readonly cookies: SetCookie[] = [];

  private constructor(
    readonly request: NextRequest,
    readonly caller: AccountCaller,
  ) {}

  static async of(request: NextRequest): Promise<SignInAttempt> {
    return new SignInAttempt(request, await accountCallerOf(request));
  }

  /**
   * Runs one of the ways to sign in for next-auth, which wants a user or an error with a text.
   * @throws Error whose message is a PublicError as JSON, for the sign-in page
   */
  async authorize<S extends z.ZodType>(way: AccountCommand<S, SignInOutcome>, fields: object | undefined) {
    try {
      const outcome = await runAccount(way, this.caller, (fields ?? {}) as Unparsed);
      if (outcome.outcome === "refused") throw new AppError("INVALID", { reason: "wrong_credentials" });
      if (!this.accept(outcome)) throw new AppError("UNAUTHENTICATED", { reason: "second_factor" });
      return { id: outcome.outcome === "passed" ? outcome.userId : "" };
    } catch (error) {
      report(way.name, error);
      throw new Error(JSON.stringify(publicError(error) satisfies PublicError));
    }
  }

  /** Remembers what a way to sign in came to. @returns whether the person is in, not just past the first step */
  accept(outcome: Exclude<SignInOutcome, { outcome: "refused" }>): boolean {
    if (outcome.outcome === "second_factor") {
      this.cookies.push({ name: secondFactorCookie(), value: outcome.challenge, maxAge: challengeSeconds });
      return false;
    }
    this.passed = outcome;
    if (this.challenge) this.cookies.push({ name: secondFactorCookie(), value: "", maxAge: 0 });
    return true;
  }

  get challenge(): string | undefined {
    return this.request.cookies.get(secondFactorCookie())?.value;
  }

  /** Where a trip to a provider was to end: as the page that began it said. */
  get next(): string {
    const { origin } = new URL(env().FLOWRA_URL);
    const noted = this.request.cookies.get(cookieName("callback"))?.value ?? "";
    return ownPath(noted.startsWith(`${origin}/`) ? noted.slice(origin.length) : noted);
  }

  /** Notes at the start of a trip to a provider whether it is for linking; an old note must not outlive it. */
  noteLinking(permit: string | undefined): void {
    if (permit) this.cookies.push({ name: linkCookie(), value: permit, maxAge: linkingSeconds });
    else if (this.request.cookies.has(linkCookie())) this.#forgetLinking();
  }

  /** Who asked, in this browser and just now, to link this provider; null when it is for signing in. */
  takeLinking(provider: string): string | null {
    const permit = this.request.cookies.get(linkCookie())?.value;
    if (!permit) return null;
    this.#forgetLinking();
    const opened = unseal(permit, "link-provider");
    if (!opened) return null;
    const note = JSON.parse(opened) as { userId: string; provider: string; until: number };
    return note.provider === provider && note.until > Date.now() ? note.userId : null;
  }

  #forgetLinking(): void {
    this.cookies.push({ name: linkCookie(), value: "", maxAge: 0 });
  }

  /** Adds the cookies to an answer. */
  finish(response: Response): Response {
    const { path, sameSite, secure } = cookieOptions();
    for (const { name, value, maxAge } of this.cookies) {
      const parts = [
        `${name}=${value}`,
        `Path=${path}`,
        `Max-Age=${maxAge}`,
        "HttpOnly",
        `SameSite=${sameSite}`,
      ];
      response.headers.append("set-cookie", [...parts, ...(secure ? ["Secure"] : [])].join("; "));
    }
    return response;
  }
}

export const secondFactorCookie = () => cookieName("second-factor");
const linkCookie = () => cookieName("link-provider");
