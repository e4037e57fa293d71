import type { NextRequest } from "next/server";
import { AppError, httpStatus, publicError } from "@/lib/core/errors";
import { report } from "@/lib/core/result";
import type { SignInOutcome } from "@/lib/domain/people/sign-in";
import { authOptions } from "./config";
import { readFields, runNextAuth } from "./next-auth-request";
import { providerIds } from "./providers";
import { requireOwnOrigin } from "./request";
import { SignInAttempt } from "./sign-in-attempt";

type Preferences = Extract<SignInOutcome, { outcome: "passed" }>["preferences"];

// next-auth has more, which we don't need and nobody should find: a session as JSON, a log that anybody may write.
const doors = new Set(["csrf", "signin", "callback", "signout", "error"]);

/**
 * Everything under `/api/auth/`.
 * @param signedIn is told the person's settings, to keep them in the browser
 */
export async function handleAuth(
  request: NextRequest,
  path: string[],
  signedIn: (preferences: Preferences) => Promise<void>,
): Promise<Response> {
  try {
    if (!doors.has(path[0] ?? "") || isAskedForForm(request, path)) throw new AppError("NOT_FOUND");
    if (request.method === "POST") requireOwnOrigin(request.headers);
    const fields = await readFields(request);
    const attempt = await SignInAttempt.of(request);
    if (path[0] === "signin" && request.method === "POST") attempt.noteLinking(fields.permit);
    const response = await runNextAuth(request, path, fields, authOptions(attempt));
    if (attempt.passed) await signedIn(attempt.passed.preferences);
    return attempt.finish(response);
  } catch (error) {
    report("auth", error);
    const told = publicError(error);
    return Response.json({ error: told }, { status: httpStatus[told.code] });
  }
}

/** Only providers send a browser back by address; our own ways take a form, and next-auth would fail on anything else. */
const isAskedForForm = (request: NextRequest, [door, provider]: string[]) =>
  request.method === "GET" && door === "callback" && !providerIds.some((id) => id === provider);
