import type { Connection, SignedInUser } from "./connection";
import { messageFrame } from "./frames";

/** Who is signed in, by which connections, and who watches whom. */
export class Users {
  readonly #connections = new Map<string, Set<Connection>>();
  readonly #watchers = new Map<string, Set<Connection>>();

  get size(): number {
    return this.#connections.size;
  }

  /** A copy, since those on it may leave while it is read. */
  connectionsOf(userId: string): Connection[] {
    return [...(this.#connections.get(userId) ?? [])];
  }

  /** Signs a connection in, again or for the first time; it learns who of its watchlist is there, its user's watchers that they are. */
  signIn(connection: Connection, user: SignedInUser): void {
    this.#unwatch(connection);
    connection.user = user;
    connection.authorized = true;
    const cameOnline = addTo(this.#connections, user.id, connection);
    if (cameOnline) this.#announce("online", user.id);
    for (const watched of user.watchlist) addTo(this.#watchers, watched, connection);
    const isOnline = (id: string) => this.#connections.has(id);
    const events = [
      { name: "online", user_ids: user.watchlist.filter(isOnline) },
      { name: "offline", user_ids: user.watchlist.filter((id) => !isOnline(id)) },
    ].filter((event) => event.user_ids.length > 0);
    if (events.length > 0) connection.send(watchlistFrame(events));
  }

  /** Forgets a connection's user; their watchers hear of it when it was the last one. */
  signOut(connection: Connection): void {
    const user = connection.user;
    if (!user) return;
    this.#unwatch(connection);
    connection.user = null;
    const wentOffline = removeFrom(this.#connections, user.id, connection);
    if (wentOffline) this.#announce("offline", user.id);
  }

  #unwatch(connection: Connection): void {
    for (const watched of connection.user?.watchlist ?? []) removeFrom(this.#watchers, watched, connection);
  }

  #announce(name: "online" | "offline", userId: string): void {
    const watchers = this.#watchers.get(userId);
    if (!watchers) return;
    const frame = watchlistFrame([{ name, user_ids: [userId] }]);
    for (const watcher of watchers) watcher.send(frame);
  }
}

const watchlistFrame = (events: Array<{ name: string; user_ids: string[] }>) =>
  messageFrame("pusher_internal:watchlist_events", { events });

/** True when the set is new. */
function addTo(sets: Map<string, Set<Connection>>, key: string, connection: Connection): boolean {
  const set = sets.get(key);
  if (set) set.add(connection);
  else sets.set(key, new Set([connection]));
  return !set;
}

/** True when the set has become empty and is gone. */
function removeFrom(sets: Map<string, Set<Connection>>, key: string, connection: Connection): boolean {
  const set = sets.get(key);
  if (!set?.delete(connection) || set.size > 0) return false;
  return sets.delete(key);
}
