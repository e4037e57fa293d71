import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Engine } from "../engine";
import { readText } from "../http-body";
import { sameText } from "../signature";
import type { Synchroniser } from "../sync";
import { entryCookie, formToken, mayEnter } from "./access";
import { cancelRun, replayRun } from "./actions";
import type { Html } from "./html";
import { functionsPage, noticePage, type Reader, runPage, runsPage } from "./pages";
import { countRuns, getRun, listRuns, STATUSES } from "./queries";
import { wordsFor } from "./words";

const PAGE = 50;

type Answer = { status: number; page: Html } | { location: string; cookie?: string };

/** The pages for admins: functions, runs, failures, and what can be done with a run. */
export async function answerAdmin(
  engine: Engine,
  sync: Synchroniser,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reader: Reader = {
    ...wordsFor(request.headers["accept-language"]),
    nonce: randomBytes(16).toString("base64"),
  };
  const answer = await decide(engine, sync, request, reader);
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  if ("location" in answer) {
    if (answer.cookie) response.setHeader("set-cookie", answer.cookie);
    response.writeHead(303, { location: answer.location }).end();
    return;
  }
  response.writeHead(answer.status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'nonce-${reader.nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(request.method === "HEAD" ? "" : answer.page.text);
}

async function decide(
  engine: Engine,
  sync: Synchroniser,
  request: IncomingMessage,
  reader: Reader,
): Promise<Answer> {
  const { words } = reader;
  const token = engine.config.adminToken;
  const notice = (status: number, title: string, text: string) => ({
    status,
    page: noticePage(reader, title, text),
  });
  if (!token) return notice(404, words.off, words.offExplain);

  const url = new URL(request.url ?? "/", "http://executor");
  const cookie = entryCookie(url.searchParams.get("token"), token);
  if (cookie) {
    url.searchParams.delete("token");
    // Never starts with two slashes, which a browser would take for another host.
    return { location: `/${url.pathname.replace(/^\/+/, "")}${url.search}`, cookie };
  }
  if (!mayEnter(request, token)) return notice(403, words.locked, words.lockedExplain);

  const [, id = "", action] = /^\/runs\/([0-9A-Z]{26})(?:\/(replay|cancel))?$/.exec(url.pathname) ?? [];
  if (request.method === "POST" && action) {
    const form = new URLSearchParams(await readText(request, 10_000));
    if (!sameText(form.get("token") ?? "", formToken(token, url.pathname)))
      return notice(403, words.refused, words.refusedExplain);
    const done = action === "replay" ? await replayRun(engine, id) : await cancelRun(engine, id);
    if (!done) return notice(409, words.gone, words.goneExplain);
    return { location: `/runs/${done === true ? id : done}` };
  }
  if (request.method === "GET" || request.method === "HEAD") {
    const page = await show(engine, sync, reader, url, action ? "" : id, token);
    if (page) return { status: 200, page };
  }
  return notice(404, words.missing, words.missingExplain);
}

async function show(
  engine: Engine,
  sync: Synchroniser,
  reader: Reader,
  url: URL,
  id: string,
  token: string,
): Promise<Html | undefined> {
  const functions = engine.registry.all();
  if (url.pathname === "/") {
    const counts = new Map((await countRuns(engine.sql)).map((row) => [row.function_id, row]));
    return functionsPage(reader, functions, counts, [...sync.problems]);
  }
  if (url.pathname === "/runs") {
    const filter = {
      functionId: textOf(url.searchParams.get("functionId")),
      status: STATUSES.find((status) => status === url.searchParams.get("status")),
      before: textOf(url.searchParams.get("before")),
    };
    const runs = await listRuns(engine.sql, filter, PAGE + 1);
    const ids = functions.map((fn) => fn.config.id);
    return runsPage(reader, runs.slice(0, PAGE), filter, ids, runs.length > PAGE);
  }
  const run = id ? await getRun(engine.sql, id) : undefined;
  return run && runPage(reader, run, (action) => formToken(token, action));
}

/** Postgres refuses NUL in text. */
const textOf = (value: string | null) => value?.replaceAll("\u0000", "") || undefined;
