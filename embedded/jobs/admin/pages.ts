import type { RegisteredFunction } from "../registry";
import type { RunError, StepResult } from "../runs";
import { Html, html } from "./html";
import { type RunDetail, type RunRow, STATUSES, type Status } from "./queries";
import { styles } from "./styles";
import type { Language, Words } from "./words";

export type Reader = { language: Language; words: Words; nonce: string };

export type RunFilter = { functionId?: string; status?: Status; before?: string };

const LONGEST_TEXT = 20_000;
// Our own text, in which quotation marks must stay what they are.
const safeStyles = new Html(styles);

/** The registered functions with what they are doing. */
export function functionsPage(
  reader: Reader,
  functions: RegisteredFunction[],
  counts: Map<string, { running: number; failed: number }>,
  problems: [url: string, problem: string][],
): Html {
  const { words } = reader;
  const rows = functions.map(({ app, config }) => {
    const triggers = config.triggers.map((trigger) => ("cron" in trigger ? trigger.cron : trigger.event));
    const count = counts.get(config.id);
    return html`<tr><td><a href="/runs?${query({ functionId: config.id })}">${config.name ?? config.id}</a>
      <div class="muted">${config.id}</div></td><td>${app}</td><td>${triggers.join(", ")}</td>
      <td>${count?.running ?? 0}</td><td${count?.failed ? html` class="failed"` : ""}>${count?.failed ?? 0}</td></tr>`;
  });
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${words.functions}"><table><thead><tr>
    <th scope="col">${words.function}</th><th scope="col">${words.app}</th><th scope="col">${words.trigger}</th>
    <th scope="col">${words.running}</th><th scope="col">${words.failedDay}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return page(
    reader,
    words.functions,
    "/",
    html`<h1>${words.functions}</h1>
    ${problems.map(([, problem]) => html`<p role="alert">${words.noSync}: ${problem}</p>`)}
    ${rows.length > 0 ? table : html`<p>${words.noFunctions}</p>`}`,
  );
}

/** Runs by function and status, a page at a time. */
export function runsPage(
  reader: Reader,
  runs: RunRow[],
  filter: RunFilter,
  functionIds: string[],
  hasMore: boolean,
): Html {
  const { words } = reader;
  const title = filter.status === "failed" ? words.failures : words.runs;
  const option = (value: string, label: string, chosen: boolean) =>
    html`<option value="${value}"${chosen ? html` selected` : ""}>${label}</option>`;
  const rows = runs.map(
    (run) => html`<tr><td><a href="/runs/${run.id}">${run.id}</a></td><td>${run.function_id}</td>
      <td class="${run.status}">${words.statuses[run.status]}</td><td>${moment(reader, run.created_at)}</td>
      <td>${moment(reader, run.ended_at)}</td></tr>`,
  );
  const older = query({ ...filter, before: runs.at(-1)?.id });
  return page(
    reader,
    title,
    filter.status === "failed" ? "/runs?status=failed" : "/runs",
    html`<h1>${title}</h1>
    <form action="/runs"><label>${words.function}<select name="functionId">${option("", words.all, !filter.functionId)}
      ${functionIds.map((id) => option(id, id, id === filter.functionId))}</select></label>
      <label>${words.status}<select name="status">${option("", words.all, !filter.status)}
      ${STATUSES.map((status) => option(status, words.statuses[status], status === filter.status))}</select></label>
      <button>${words.filter}</button></form>
    ${
      rows.length > 0
        ? html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>
          <th scope="col">${words.run}</th><th scope="col">${words.function}</th><th scope="col">${words.status}</th>
          <th scope="col">${words.created}</th><th scope="col">${words.ended}</th></tr></thead><tbody>${rows}</tbody></table></div>`
        : html`<p>${words.noRuns}</p>`
    }
    <p>${filter.before && html`<a href="/runs?${query({ ...filter, before: undefined })}">${words.newest}</a> `}
    ${hasMore && html`<a href="/runs?${older}">${words.older}</a>`}</p>`,
  );
}

/** One run: its events, steps, errors, what comes next, and what can be done with it. */
export function runPage(reader: Reader, run: RunDetail, formToken: (action: string) => string): Html {
  const { words } = reader;
  const action = (name: "replay" | "cancel") => {
    const path = `/runs/${run.id}/${name}`;
    return html`<form method="post" action="${path}"><input type="hidden" name="token" value="${formToken(path)}">
      <button>${words[name]}</button></form>`;
  };
  const field = (label: string, value: Html | string | null) =>
    value && html`<dt>${label}</dt><dd>${value}</dd>`;
  const link = (id: string | null) => id && html`<a href="/runs/${id}">${id}</a>`;
  const steps = run.steps.map(
    (step) => html`<tr><td>${step.name}<div class="muted">${step.op}</div></td>
      <td>${step.finished_at ? moment(reader, step.finished_at) : words.pending}</td>
      <td>${step.result && html`<pre tabindex="0">${resultText(step.result)}</pre>`}</td></tr>`,
  );
  const errors = run.errors.map(
    (error) => html`<tr><td>${error.step_name || words.itself}
      <div class="muted">${words.attempt(error.attempt + 1)}</div></td><td>${moment(reader, error.at)}</td>
      <td><pre tabindex="0">${errorText(JSON.parse(error.error))}</pre></td></tr>`,
  );
  const jobs = run.jobs.map(
    (
      job,
    ) => html`<tr><td>${kindOf(words, job.kind)}</td><td>${job.working ? words.running : moment(reader, job.run_at)}</td>
      <td>${words.attempt(job.attempt + 1)}${job.unreachable > 0 && html`, ${words.unreachable(job.unreachable)}`}</td></tr>`,
  );
  const table = (label: string, rows: Html[]) =>
    html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table><tbody>${rows}</tbody></table></div>`;
  return page(
    reader,
    run.id,
    "",
    html`<p><a href="/runs">← ${words.back}</a></p><h1>${run.function_id}</h1>
    <dl>${field(words.run, run.id)}<dt>${words.status}</dt><dd class="${run.status}">${words.statuses[run.status]}</dd>
    ${field(words.created, moment(reader, run.created_at))}${field(words.started, moment(reader, run.started_at))}
    ${field(words.ended, moment(reader, run.ended_at))}${field(words.parent, link(run.parent_run))}
    ${field(words.replayOf, link(run.replay_of))}</dl>
    ${action("replay")}${run.status === "running" && action("cancel")}
    ${run.output && html`<h2>${words.output}</h2><pre tabindex="0">${resultText(run.output)}</pre>`}
    ${jobs.length > 0 && html`<h2>${words.next}</h2>${table(words.next, jobs)}`}
    <h2>${words.steps}</h2>${steps.length > 0 ? table(words.steps, steps) : html`<p>${words.noSteps}</p>`}
    ${errors.length > 0 && html`<h2>${words.errors}</h2>${table(words.errors, errors)}`}
    <h2>${words.events}</h2><pre tabindex="0">${pretty(JSON.parse(run.events))}</pre>`,
  );
}

/** A page that only says why there is nothing to see. */
export function noticePage(reader: Reader, title: string, explanation: string): Html {
  return document(reader, title, html`<main><h1>${title}</h1><p>${explanation}</p></main>`);
}

function page(reader: Reader, title: string, here: string, content: Html): Html {
  const { words } = reader;
  const link = (href: string, label: string) =>
    html`<a href="${href}"${href === here ? html` aria-current="page"` : ""}>${label}</a>`;
  return document(
    reader,
    `${title} – ${words.title}`,
    html`<nav aria-label="${words.title}">${link("/", words.functions)}${link("/runs", words.runs)}
    ${link("/runs?status=failed", words.failures)}</nav><main>${content}</main>`,
  );
}

function document({ language, nonce }: Reader, title: string, content: Html): Html {
  return html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style nonce="${nonce}">${safeStyles}</style></head><body>${content}</body></html>`;
}

function moment({ language }: Reader, date: Date | null): Html | null {
  if (!date) return null;
  const shown = date.toLocaleString(language, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
  return html`<time datetime="${date.toISOString()}">${shown} UTC</time>`;
}

function resultText(json: string): string {
  const result: StepResult = JSON.parse(json);
  return result.type === "data" ? pretty(result.data) : errorText(result.error);
}

/** A stack begins with the name and the message. */
const errorText = ({ name, message, stack }: RunError) => shorten(stack || `${name}: ${message}`);

const pretty = (value: unknown) => shorten(JSON.stringify(value, null, 2) ?? "");

const shorten = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

function kindOf(words: Words, kind: string): string {
  const kinds = words.nextKinds;
  return kind === "call" || kind === "resolve" || kind === "cancel" ? kinds[kind] : kinds.other;
}

const query = (fields: Record<string, string | undefined>) =>
  new URLSearchParams(
    Object.entries(fields).filter((field): field is [string, string] => !!field[1]),
  ).toString();
