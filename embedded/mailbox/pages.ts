import type { Mail } from "./store";
import type { Language, Words } from "./words";

export type Reader = { language: Language; words: Words; nonce: string };

/** The list of mails, newest first. */
export function listPage(reader: Reader, mails: Mail[], filter: { to: string; hasMore: boolean }): string {
  const { words } = reader;
  const rows = mails.map((mail) => row(reader, mail)).join("");
  const empty = filter.to ? words.nothing(filter.to) : words.empty;
  const last = mails.at(-1);
  const older = new URLSearchParams({ ...(filter.to && { to: filter.to }), before: last?.id ?? "" });
  return page(
    reader,
    words.title,
    `<header><h1>${words.title}</h1><p>${words.explain}</p></header>
    <form role="search" action="/">
      <label for="to">${words.search}</label>
      <input id="to" name="to" type="search" value="${escapeHtml(filter.to)}" autocomplete="off" spellcheck="false">
      <button>${words.find}</button>${filter.to ? ` <a href="/">${words.all}</a>` : ""}
    </form>
    ${rows ? `<ul class="mails">${rows}</ul>` : `<p class="empty">${escapeHtml(empty)}</p>`}
    ${filter.hasMore ? `<p><a href="/?${escapeHtml(older.toString())}">${words.older}</a></p>` : ""}
    <script nonce="${reader.nonce}">${reloadOnNews(mails[0]?.id ?? "")}</script>`,
  );
}

/** One mail: who, what, how it looks, its text, its headers. */
export function mailPage(reader: Reader, mail: Mail): string {
  const { words } = reader;
  const subject = mail.subject || words.noSubject;
  const field = (label: string, values: string[]) =>
    values.length > 0 ? `<dt>${label}</dt><dd>${values.map(escapeHtml).join("<br>")}</dd>` : "";
  const html = mail.html
    ? `<section><h2>${words.html}</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox"
        src="/mails/${mail.id}/html" title="${escapeHtml(subject)}"></iframe></section>`
    : "";
  const attachments = mail.attachments.map(
    ({ filename, contentType }, index) =>
      `<li><a href="/mails/${mail.id}/attachments/${index}" download>${escapeHtml(filename)}</a> ${escapeHtml(contentType)}</li>`,
  );
  const headers = Object.entries(mail.headers).map(([name, value]) => field(escapeHtml(name), [value]));
  return page(
    reader,
    subject,
    `<nav><a href="/">← ${words.back}</a></nav>
    <header><h1>${escapeHtml(subject)}</h1></header>
    <dl>${field(words.from, [mail.from])}${field(words.to, mail.to)}${field(words.cc, mail.cc)}${field(words.bcc, mail.bcc)}
    ${field(words.replyTo, mail.replyTo)}<dt>${words.sent}</dt><dd>${moment(reader, mail)}</dd></dl>
    ${html}
    <section><h2>${words.text}</h2>${mail.text ? `<pre tabindex="0">${escapeHtml(mail.text)}</pre>` : `<p>${words.noText}</p>`}</section>
    ${attachments.length > 0 ? `<section><h2>${words.attachments}</h2><ul>${attachments.join("")}</ul></section>` : ""}
    ${headers.length > 0 ? `<section><h2>${words.headers}</h2><dl>${headers.join("")}</dl></section>` : ""}`,
  );
}

/** A page that says only why there is nothing to see. */
export function noticePage(reader: Reader, title: string, explanation: string): string {
  return page(reader, title, `<header><h1>${title}</h1><p>${explanation}</p></header>`);
}

/** The mail's own HTML, its links opening in new tabs. */
export function mailDocument(html: string): string {
  return `<!doctype html><base target="_blank">${html}`;
}

function row(reader: Reader, mail: Mail): string {
  const preview = (mail.text ?? "").replace(/\s+/g, " ").slice(0, 160);
  return `<li><a href="/mails/${mail.id}"><span class="subject">${escapeHtml(mail.subject || reader.words.noSubject)}</span>
    <span class="people">${escapeHtml(mail.to.join(", "))}</span>${moment(reader, mail)}
    <span class="preview">${escapeHtml(preview)}</span></a></li>`;
}

function moment(reader: Reader, mail: Mail): string {
  const shown = new Date(mail.createdAt).toLocaleString(reader.language, {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  return `<time datetime="${mail.createdAt}">${shown}</time>`;
}

function page({ language, nonce }: Reader, title: string, body: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style nonce="${nonce}">${styles}</style></head><body><main>${body}</main></body></html>`;
}

function reloadOnNews(newest: string): string {
  return `setInterval(async () => {
    if (document.hidden || document.activeElement?.id === "to") return;
    const answer = await fetch("/api/mails?limit=1").catch(() => undefined);
    const [mail] = answer?.ok ? await answer.json() : [];
    if (mail && mail.id !== ${JSON.stringify(newest)} && !location.search) location.reload();
  }, 2000)`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const styles = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
  --page: light-dark(#f7f7f8, #111114); --surface: light-dark(#fff, #18181c); --border: light-dark(#e5e5ea, #2b2b32);
  --text: light-dark(#18181d, #ededf1); --muted: light-dark(#585864, #a9a9b6); --accent: light-dark(#4140c4, #b6b5ff); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.25rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 0.875rem; color: var(--muted); margin: 1.5rem 0 0.5rem; }
header p, .empty, .people, .preview, time { color: var(--muted); }
header p { margin: 0.25rem 0 1rem; } nav { margin-bottom: 1rem; } a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-bottom: 1rem; }
input, button { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--muted); border-radius: 6px; padding: 0.375rem 0.75rem; min-height: 2.75rem; }
input { flex: 1 1 12rem; min-width: 0; }
.mails { list-style: none; margin: 0; padding: 0; background: var(--surface); border: 1px solid var(--border); border-radius: 8px; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--border); }
.mails a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: 0.625rem 1rem; color: inherit; text-decoration: none; font-size: 0.875rem; }
.mails a:hover { background: var(--page); } .mails a:focus-visible { outline-offset: -2px; }
.subject { font-weight: 600; } .subject, .preview, .people { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mails time { grid-row: 1; grid-column: 2; } .preview { grid-column: 1 / -1; }
@media (max-width: 37.5rem) { .mails a { grid-template-columns: minmax(0, 1fr); } .mails time { grid-row: auto; grid-column: 1; } }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; font-size: 0.875rem; margin: 0.5rem 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 60vh; background: #fff; border: 1px solid var(--border); border-radius: 8px; resize: vertical; }
pre { background: var(--surface); border: 1px solid var(--border); border-radius: 8px; padding: 1rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.875rem/1.5 ui-monospace, monospace; }
`;
