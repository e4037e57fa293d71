import { Cron } from "croner";

/**
 * The next moment (epoch milliseconds) of a cron line after `after`. A line may begin with "TZ=Europe/Berlin "; without
 * it, it means UTC. Infinity when it never comes again.
 * @throws Error when the line or its time zone is wrong.
 */
export function nextCronMoment(line: string, after: number): number {
  const [, timezone = "UTC", pattern = ""] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/s.exec(line.trim()) ?? [];
  const cron = new Cron(pattern, { timezone, paused: true });
  return cron.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY;
}
