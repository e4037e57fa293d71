import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { processIdentity } from "./alive";

export type LockedChild = { pid: number; identity: string | undefined };
type Holder = LockedChild & { children: LockedChild[] };

export type Lock = {
  /** Children of a holder that was killed and that may still run. */
  orphans: LockedChild[];
  /** Notes the running children, for whoever finds this lock after a crash. */
  record(children: number[]): void;
  release(): void;
};

/**
 * Takes a lock file, over one whose holder has died if need be.
 * @returns undefined while another live process holds it
 */
export function takeLock(path: string): Lock | undefined {
  const own = `${path}.${process.pid}`;
  const me: Holder = { pid: process.pid, identity: processIdentity(process.pid), children: [] };
  const write = () => writeFileSync(own, JSON.stringify(me), { mode: 0o600 });
  let orphans: LockedChild[] = [];
  write();
  try {
    // A link appears whole or not at all, so that nobody ever reads a half-written lock.
    while (!tryLink(own, path)) {
      const holder = readHolder(path);
      if (holder === "gone") continue;
      if (holder && isHeld(holder)) return undefined;
      orphans = holder?.children.filter(isHeld) ?? [];
      setAside(path, holder);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return {
    orphans,
    record(children) {
      me.children = children.map((pid) => ({ pid, identity: processIdentity(pid) }));
      try {
        write();
        renameSync(own, path);
      } catch {
        // A full disk must not end what runs; the note only helps after a crash.
      }
    },
    release: () => rmSync(path, { force: true }),
  };
}

function isHeld({ pid, identity }: LockedChild): boolean {
  return identity !== undefined && processIdentity(pid) === identity;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): Holder | "gone" | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "gone" : undefined;
  }
}

/** Removes a dead holder's lock, and puts it back if somebody else was quicker and it is theirs by now. */
function setAside(path: string, dead: Holder | undefined): void {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && moved !== "gone" && moved.pid !== dead?.pid) tryLink(aside, path);
  rmSync(aside, { force: true });
}
