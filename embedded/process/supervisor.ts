import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { guardChild, releaseChild } from "./guard";
import { type ListeningSocket, listeningArguments } from "./listening-socket";
import { signalGroup } from "./orphans";
import { PlainError } from "./plain-error";

export type ChildSpec = {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where it listens, if that stays open while the program (one of Node) is started again. */
  socket?: ListeningSocket;
  /**
   * What the program prints once it listens. Without it another program that answers at its address would pass for it.
   */
  says?: RegExp;
  /** Asked again and again after the first start; true once the program can be used. */
  isReady: () => Promise<boolean>;
  log: (line: string) => void;
  /** Told when the process has changed, at every restart and end. */
  onChange?: () => void;
};

export type Supervised = {
  name: string;
  /** Rejects with a PlainError when the program ended three times before it could be used. */
  ready: Promise<void>;
  /** The present process, undefined between two. */
  pid(): number | undefined;
  /** Ends the program and whatever it started; resolves when nothing of it is left. */
  stop(): Promise<void>;
};

type Timing = { firstDelayMs: number; longestDelayMs: number; steadyAfterMs: number; stopWithinMs: number };
const usual: Timing = {
  firstDelayMs: 250,
  longestDelayMs: 10_000,
  steadyAfterMs: 30_000,
  stopWithinMs: 10_000,
};

/**
 * Runs a program and starts it again whenever it ends, a little later each time that it didn't last.
 * @param timing how fast; for tests
 */
export function supervise(spec: ChildSpec, timing: Partial<Timing> = {}): Supervised {
  return new Supervision(spec, { ...usual, ...timing });
}

class Supervision implements Supervised {
  readonly name: string;
  readonly ready: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly finished: Promise<void>;
  private child: ChildProcess | undefined;
  private ended: Promise<string> | undefined;
  private lastWords: string[] = [];
  private hasSpoken = false;

  constructor(
    private readonly spec: ChildSpec,
    private readonly timing: Timing,
  ) {
    this.name = spec.name;
    this.ready = this.bringUp();
    this.finished = this.ready.then(
      () => this.keepUp(),
      () => {},
    );
  }

  pid() {
    return this.child?.pid;
  }

  async stop() {
    this.stopping.abort();
    const leader = this.child?.pid;
    if (leader && this.ended) {
      signalGroup(leader, "SIGTERM");
      const inTime = pause(this.timing.stopWithinMs, "late", { ref: false });
      if ((await Promise.race([this.ended, inTime])) === "late") signalGroup(leader, "SIGKILL");
    }
    await this.finished;
  }

  private async bringUp(): Promise<void> {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      if (this.stopping.signal.aborted) break;
      const ended = this.launch();
      if (await this.becomesReady(ended)) return;
      const reason = await ended;
      if (attempt === 3 && !this.stopping.signal.aborted) {
        throw new PlainError(`${this.name} doesn't start (${reason}): ${this.lastWords.join("\n")}`);
      }
      await this.wait(this.timing.firstDelayMs);
    }
    throw new PlainError(`${this.name} was stopped before it was ready.`);
  }

  private async keepUp(): Promise<void> {
    let delay = this.timing.firstDelayMs;
    while (!this.stopping.signal.aborted) {
      const began = Date.now();
      const reason = await this.ended;
      if (this.stopping.signal.aborted) return;
      if (Date.now() - began > this.timing.steadyAfterMs) delay = this.timing.firstDelayMs;
      this.spec.log(`ended (${reason}); starting it again in ${delay} ms`);
      await this.wait(delay);
      delay = Math.min(delay * 2, this.timing.longestDelayMs);
      if (!this.stopping.signal.aborted) this.launch();
    }
  }

  /** Resolves with the reason when the process has ended and nothing of its group is left. */
  private launch(): Promise<string> {
    const { command, args: own, cwd, env, socket } = this.spec;
    const args = socket ? [...listeningArguments(socket), ...own] : own;
    // A group of its own: ctrl-C reaches us alone, who stop the parts in order; and what a part starts goes with it.
    const handedOn = socket ? [socket.fd] : [];
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", ...handedOn],
    });
    this.child = child;
    this.lastWords = [];
    this.hasSpoken = !this.spec.says;
    if (child.pid) guardChild(child.pid);
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on("line", (line) => this.hear(line));
    }
    this.ended = new Promise((settle) => {
      child.once("error", (error) => settle(error.message));
      child.once("exit", () => child.pid && signalGroup(child.pid, "SIGKILL"));
      child.once("close", (code, signal) => {
        if (child.pid) releaseChild(child.pid);
        this.child = undefined;
        this.spec.onChange?.();
        settle(signal ? `signal ${signal}` : `code ${code}`);
      });
    });
    this.spec.onChange?.();
    return this.ended;
  }

  private hear(line: string): void {
    this.spec.log(line);
    this.lastWords = [...this.lastWords, line].slice(-12);
    this.hasSpoken ||= this.spec.says?.test(line) ?? false;
  }

  private async becomesReady(ended: Promise<string>): Promise<boolean> {
    let over = false;
    void ended.then(() => {
      over = true;
    });
    while (!over) {
      if (this.hasSpoken && (await this.spec.isReady())) return true;
      await pause(40);
    }
    return false;
  }

  private async wait(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => {});
  }
}
