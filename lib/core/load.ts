import { headers } from "next/headers";
import { redirect, notFound as showNotFound } from "next/navigation";
import type { z } from "zod";
import { accountCaller, memberCaller } from "@/lib/auth/callers";
import { pathHeader } from "@/lib/security/headers";
import { AppError } from "./errors";
import { type AccountQuery, type Query, read, readAccount } from "./query";

/** Reads for a page of members. Not signed in goes to sign-in; not found and not allowed look the same. */
export async function load<S extends z.ZodType, O>(
  query: Query<S, O>,
  workspace: string,
  input: z.input<S>,
): Promise<O> {
  return forPage(async () => read(query, await memberCaller(workspace), input));
}

/** As `load`, but null for what is not there or not allowed, where the page around it still makes sense. */
export async function loadIfFound<S extends z.ZodType, O>(
  query: Query<S, O>,
  workspace: string,
  input: z.input<S>,
): Promise<O | null> {
  return forPage(async () => {
    try {
      return await read(query, await memberCaller(workspace), input);
    } catch (error) {
      if (error instanceof AppError && isHidden(error)) return null;
      throw error;
    }
  });
}

/** Reads for a page about one's own account. */
export async function loadAccount<S extends z.ZodType, O>(
  query: AccountQuery<S, O>,
  input: z.input<S>,
): Promise<O> {
  return forPage(async () => readAccount(query, await accountCaller(), input));
}

async function forPage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "UNAUTHENTICATED") {
      const path = (await headers()).get(pathHeader);
      redirect(path ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
    }
    if (isHidden(error)) showNotFound();
    throw error;
  }
}

const isHidden = ({ code }: AppError) => code === "NOT_FOUND" || code === "FORBIDDEN" || code === "INVALID";
