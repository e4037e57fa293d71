import type { RealtimeApp } from "./app";
import { codes, type ProtocolError } from "./close-codes";
import type { Connection } from "./connection";
import { isRecord, messageFrame, own, textField } from "./frames";
import { isUserId } from "./names";

const longestWatchlist = 100;

/** Signs a connection in as the user that the app's server has vouched for; the error says why not. */
export function signIn(app: RealtimeApp, connection: Connection, data: unknown): ProtocolError | null {
  const auth = textField(data, "auth");
  const userData = textField(data, "user_data");
  if (auth === undefined || userData === undefined || !app.signer.allowsUser(auth, connection.id, userData)) {
    return { code: codes.unauthorized, message: "Sign-in rejected: the signature is wrong" };
  }
  const user = parseUser(userData);
  if (!user) return { code: codes.unauthorized, message: "Sign-in rejected: user_data must have an id" };
  if (connection.user && connection.user.id !== user.id) {
    return { code: codes.unauthorized, message: "Sign-in rejected: the connection belongs to another user" };
  }
  connection.send(messageFrame("pusher:signin_success", { user_data: userData }));
  app.users.signIn(connection, { id: user.id, watchlist: user.watchlist.slice(0, longestWatchlist) });
  if (user.watchlist.length <= longestWatchlist) return null;
  return {
    code: codes.watchlistTooLong,
    message: `Only the first ${longestWatchlist} of the watchlist are watched`,
  };
}

function parseUser(userData: string): { id: string; watchlist: string[] } | null {
  let data: unknown;
  try {
    data = JSON.parse(userData);
  } catch {
    return null;
  }
  const id = textField(data, "id");
  if (!isRecord(data) || id === undefined || !isUserId(id)) return null;
  const watchlist = own(data, "watchlist");
  const watched = Array.isArray(watchlist) ? watchlist.filter((entry) => typeof entry === "string") : [];
  return { id, watchlist: [...new Set(watched)] };
}
