import type { ChannelAuthorizationHandler } from "pusher-js/types/src/core/auth/options";

type Options = {
  endpoint: string;
  headers(): Record<string, string>;
  /** Whether the connection that asks is still the present one: the next one asks for itself. */
  isCurrent(socketId: string): boolean;
};

const patienceMs = 10_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Asks our server whether a channel may be joined. The library would take a server that is restarting for a no and
 * never ask again; here only a refusal is one, and no answer is asked for again until there is one.
 */
export function channelAuth({ endpoint, headers, isCurrent }: Options): ChannelAuthorizationHandler {
  const ask = async (socketId: string, channelName: string) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: headers(),
      body: new URLSearchParams({ socket_id: socketId, channel_name: channelName }),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.ok) return (await response.json()) as { auth: string; channel_data?: string };
    if (isRefusal(response.status)) return null;
    throw new Error(`The server answered ${response.status}.`);
  };

  return ({ socketId, channelName }, done) => {
    const attempt = async (pauseMs: number) => {
      if (!isCurrent(socketId)) return;
      let answer: Awaited<ReturnType<typeof ask>>;
      try {
        answer = await ask(socketId, channelName);
      } catch {
        setTimeout(attempt, pauseMs * (0.75 + Math.random() * 0.5), Math.min(pauseMs * 2, longestPauseMs));
        return;
      }
      if (!isCurrent(socketId)) return;
      if (answer) done(null, answer);
      else done(new Error(`${channelName} may not be joined.`), null);
    };
    void attempt(firstPauseMs);
  };
}

/** A limit that was reached is no refusal. */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 429;
