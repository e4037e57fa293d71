import { check, type HealthCheck } from "./check";
import { probeDatabase, probeJobs, probeMail, probeRealtime, probeStorage } from "./probes";

export type Readiness = {
  /** Whether people can be served at all: that takes the database; without the others only part of it works. */
  ready: boolean;
  checks: HealthCheck[];
};

/** Anybody may ask, so asking often must not become work for the parts. */
const keepMs = 1_000;
let recent: { at: number; answer: Promise<Readiness> } | undefined;

/** What Flowra needs, each part with its time and what is wrong with it. Takes at most two seconds. */
export function readiness(): Promise<Readiness> {
  const now = Date.now();
  if (!recent || now - recent.at > keepMs) recent = { at: now, answer: ask() };
  return recent.answer;
}

async function ask(): Promise<Readiness> {
  const checks = await Promise.all([
    check("database", probeDatabase),
    check("realtime", probeRealtime),
    check("jobs", probeJobs),
    check("mail", probeMail),
    check("storage", probeStorage),
  ]);
  return { ready: checks.find(({ name }) => name === "database")!.ok, checks };
}
