import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Message } from "./mail";

export type Mail = Message & { id: string; createdAt: string };
type Kept = Mail & { idempotency?: { key: string; bodyHash: string } };
type Entry = { file: string; id: string; recipients: string; idempotency?: Kept["idempotency"]; at: number };

const idempotencyLifeMs = 24 * 3_600_000;

/** Mails in a folder, one file each, newest known first; the oldest go when there are too many. */
export class MailStore {
  private entries: Entry[] = [];
  private latest = 0;

  constructor(
    private readonly folder: string,
    private readonly keep: number,
    private readonly now: () => number = Date.now,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(folder).sort().reverse()) {
      if (file.endsWith(".json")) this.index(file);
      else rmSync(join(folder, file), { force: true });
    }
  }

  /**
   * Stores the messages together.
   * @returns their mails; those of the first time, if the same key and body came within a day
   * @throws SameKeyOtherBody if the key came with another body
   */
  add(messages: Message[], idempotencyKey?: string): Mail[] {
    const bodyHash = createHash("sha256").update(JSON.stringify(messages)).digest("hex");
    const earlier = idempotencyKey ? this.sentWith(idempotencyKey) : [];
    if (earlier.length > 0) {
      if (earlier.some((entry) => entry.idempotency?.bodyHash !== bodyHash)) throw new SameKeyOtherBody();
      return earlier.map((entry) => this.read(entry)).reverse();
    }
    const idempotency = idempotencyKey ? { key: idempotencyKey, bodyHash } : undefined;
    const mails = messages.map((message) => this.write({ ...message, idempotency }));
    for (const old of this.entries.splice(this.keep)) rmSync(join(this.folder, old.file), { force: true });
    return mails;
  }

  get(id: string): Mail | undefined {
    const entry = this.entries.find((candidate) => candidate.id === id);
    return entry && this.read(entry);
  }

  /**
   * The newest mails first.
   * @param filter.to part of a recipient, in to, cc or bcc
   * @param filter.before only those older than this mail
   */
  list(filter: { to?: string; before?: string; limit: number }): Mail[] {
    const start = filter.before ? this.entries.findIndex((entry) => entry.id === filter.before) + 1 : 0;
    const wanted = filter.to?.toLowerCase() ?? "";
    return this.entries
      .slice(start)
      .filter((entry) => entry.recipients.includes(wanted))
      .slice(0, filter.limit)
      .map((entry) => this.read(entry));
  }

  private sentWith(key: string): Entry[] {
    const since = this.now() - idempotencyLifeMs;
    return this.entries.filter((entry) => entry.idempotency?.key === key && entry.at > since);
  }

  private write(content: Message & Pick<Kept, "idempotency">): Mail {
    // File names are the order, also of mails within one millisecond.
    this.latest = Math.max(this.now(), this.latest + 1);
    const mail: Kept = { ...content, id: randomUUID(), createdAt: new Date(this.latest).toISOString() };
    const file = `${String(this.latest).padStart(15, "0")}-${mail.id}.json`;
    writeFileSync(join(this.folder, `${file}.new`), JSON.stringify(mail), { mode: 0o600 });
    renameSync(join(this.folder, `${file}.new`), join(this.folder, file));
    this.entries.unshift(entryOf(file, mail, this.latest));
    return withoutIdempotency(mail);
  }

  private index(file: string): void {
    const at = Number(file.split("-")[0]);
    try {
      this.entries.push(entryOf(file, JSON.parse(readFileSync(join(this.folder, file), "utf8")) as Kept, at));
      this.latest = Math.max(this.latest, at);
    } catch {
      console.error(`The mail file ${join(this.folder, file)} can't be read; it is left out.`);
    }
  }

  private read(entry: Entry): Mail {
    return withoutIdempotency(JSON.parse(readFileSync(join(this.folder, entry.file), "utf8")) as Kept);
  }
}

/** The sender's mistake that Resend answers with 409. */
export class SameKeyOtherBody extends Error {}

function entryOf(file: string, mail: Kept, at: number): Entry {
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].join("\n").toLowerCase();
  return { file, id: mail.id, recipients, idempotency: mail.idempotency, at };
}

function withoutIdempotency({ idempotency: _, ...mail }: Kept): Mail {
  return mail;
}
