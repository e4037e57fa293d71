import type {
  ChannelAuthorizationHandler,
  UserAuthenticationHandler,
} from "pusher-js/types/src/core/auth/options";

type Options = {
  endpoint: string;
  headers(): Record<string, string>;
  /** Whether the connection that asks is still the present one: the next one asks for itself. */
  isCurrent(socketId: string): boolean;
};

const patienceMs = 10_000;
const firstPauseMs = 500;
const longestPauseMs = 10_000;

/** Asks our server whether a channel may be joined. */
export function channelAuth(options: Options): ChannelAuthorizationHandler {
  return ({ socketId, channelName }, done) =>
    askUntilAnswered<{ auth: string; channel_data?: string }>(
      options,
      { socket_id: socketId, channel_name: channelName },
      (answer) => (answer ? done(null, answer) : done(new Error(`${channelName} may not be joined.`), null)),
    );
}

/** Asks our server to vouch for the person at this connection, so that it can be ended with their access. */
export function userAuth(options: Options): UserAuthenticationHandler {
  return ({ socketId }, done) =>
    askUntilAnswered<{ auth: string; user_data: string }>(options, { socket_id: socketId }, (answer) =>
      answer ? done(null, answer) : done(new Error("The person is not signed in."), null),
    );
}

/**
 * The library would take a server that is restarting for a no and never ask again; here only a refusal is one (told as
 * null), and no answer is asked for again until there is one.
 */
function askUntilAnswered<A>(
  { endpoint, headers, isCurrent }: Options,
  fields: { socket_id: string; channel_name?: string },
  tell: (answer: A | null) => void,
): void {
  const ask = async (): Promise<A | null> => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: headers(),
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.ok) return (await response.json()) as A;
    if (isRefusal(response.status)) return null;
    throw new Error(`The server answered ${response.status}.`);
  };
  const attempt = async (pauseMs: number) => {
    if (!isCurrent(fields.socket_id)) return;
    let answer: A | null;
    try {
      answer = await ask();
    } catch {
      setTimeout(attempt, pauseMs * (0.75 + Math.random() * 0.5), Math.min(pauseMs * 2, longestPauseMs));
      return;
    }
    if (isCurrent(fields.socket_id)) tell(answer);
  };
  void attempt(firstPauseMs);
}

/** A limit that was reached is no refusal. */
const isRefusal = (status: number) => status >= 400 && status < 500 && status !== 429;
