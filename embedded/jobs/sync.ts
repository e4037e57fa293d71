import { callApp } from "./call-app";
import type { Engine } from "./engine";
import { reason } from "./log";

const AGAIN_MS = 30_000;
const UNTIL_ANSWERED_MS = 1_000;

/**
 * Asks each of the app's endpoints for its functions: until it answers, then now and then, since nobody tells us of a
 * deployment, and whenever the app asks.
 */
export class Synchroniser {
  /** The latest trouble by endpoint, for the admin page; also keeps one trouble from being logged each second. */
  readonly problems = new Map<string, string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  constructor(private readonly engine: Engine) {}

  start(): void {
    for (const url of this.engine.config.appUrls) void this.keepInSync(url);
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  /**
   * Asks all endpoints now. True when any had something new.
   * @throws Error saying which endpoint failed and why.
   */
  async syncAll(): Promise<boolean> {
    const results = await Promise.all(this.engine.config.appUrls.map((url) => this.sync(url)));
    return results.includes(true);
  }

  private async keepInSync(url: string): Promise<void> {
    let wait = AGAIN_MS;
    try {
      await this.sync(url);
      this.problems.delete(url);
    } catch (error) {
      wait = UNTIL_ANSWERED_MS;
      const problem = reason(error);
      if (this.problems.get(url) !== problem)
        this.engine.log("cannot read the app's functions", { url, problem });
      this.problems.set(url, problem);
    }
    if (!this.stopped)
      this.timers.set(
        url,
        setTimeout(() => void this.keepInSync(url), wait),
      );
  }

  private async sync(url: string): Promise<boolean> {
    const answer = await callApp({
      url: new URL(url),
      method: "PUT",
      body: JSON.stringify({ url }),
      headers: { "x-inngest-sync-kind": "in_band" },
      signingKey: this.engine.config.signingKey,
      timeoutMs: 30_000,
    });
    if (answer.kind === "unreachable") throw new Error(`${url}: ${answer.reason}`);
    const body = answer.status === 200 ? JSON.parse(answer.text) : undefined;
    if (typeof body?.app_id !== "string")
      throw new Error(`${url}: status ${answer.status}: ${answer.text.slice(0, 300)}`);
    const changed = await this.engine.registry.register(url, body.app_id, body.functions);
    if (changed)
      this.engine.log("functions registered", { url, app: body.app_id, functions: body.functions.length });
    await this.callAtOnce(url);
    return changed;
  }

  /** The app answers: calls that wait because it did not need wait no longer. */
  private async callAtOnce(url: string): Promise<void> {
    const moved = await this.engine.sql`
      update jobs_engine.job set run_at = now(), sort_at = now()
      from jobs_engine.run join jobs_engine.function on function.id = run.function_id
      where run.id = job.run_id and job.owner is null and job.kind = 'call' and job.unreachable > 0
        and job.run_at > now() and function.url = ${url}`;
    if (moved.count > 0) this.engine.wake();
  }
}
