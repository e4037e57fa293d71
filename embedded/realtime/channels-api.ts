import type { RealtimeApp } from "./app";
import { HttpError } from "./http-error";
import { channelKind } from "./names";

/** What may be asked about one channel. */
export const channelAttributes = ["user_count", "subscription_count", "cache"];

/** GET /channels: the occupied channels, those of signed-in users' own left out. */
export function listChannels(app: RealtimeApp, query: Map<string, string>): object {
  const prefix = query.get("filter_by_prefix") ?? "";
  const wanted = attributes(query.get("info"), ["user_count"]);
  if (wanted.has("user_count") && !prefix.startsWith("presence-")) {
    throw new HttpError(400, 'info: user_count needs a filter_by_prefix that begins with "presence-"');
  }
  const channels: Array<[string, object]> = [];
  for (const { name, kind, members } of app.channels.all()) {
    if (kind.access === "user" || !name.startsWith(prefix)) continue;
    channels.push([name, wanted.has("user_count") ? { user_count: members.size } : {}]);
  }
  return { channels: Object.fromEntries(channels) };
}

/** GET /channels/NAME */
export function describeChannel(app: RealtimeApp, name: string, query: Map<string, string>): object {
  const kind = knownKind(name);
  const info = query.get("info");
  const wanted = attributes(info, channelAttributes);
  if (wanted.has("user_count") && kind.access !== "presence") {
    throw new HttpError(400, "info: only presence channels have a user_count");
  }
  if (wanted.has("cache") && !kind.cache) throw new HttpError(400, "info: only cache channels have a cache");
  return { occupied: app.channels.get(name) !== undefined, ...channelInfo(app, name, info ?? "") };
}

/** GET /channels/NAME/users */
export function listMembers(app: RealtimeApp, name: string): object {
  if (knownKind(name).access !== "presence") throw new HttpError(400, "Only presence channels have users");
  return { users: (app.channels.get(name)?.members.ids() ?? []).map((id) => ({ id })) };
}

/** The attributes of a channel that were asked for and that it has. */
export function channelInfo(app: RealtimeApp, name: string, info: string): object {
  const kind = channelKind(name);
  const wanted = attributes(info, channelAttributes);
  const channel = app.channels.get(name);
  const last = kind?.cache ? app.channels.lastEvent(name) : null;
  return {
    ...(wanted.has("user_count") &&
      kind?.access === "presence" && { user_count: channel?.members.size ?? 0 }),
    ...(wanted.has("subscription_count") && { subscription_count: channel?.subscribers.size ?? 0 }),
    ...(wanted.has("cache") && kind?.cache && { cache: last && { data: last.data, ttl: last.ttl } }),
  };
}

function knownKind(name: string) {
  const kind = channelKind(name);
  if (!kind) throw new HttpError(400, "Not a channel name");
  return kind;
}

function attributes(info: string | undefined, allowed: string[]): Set<string> {
  const wanted = new Set(
    (info ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  );
  for (const name of wanted) {
    if (!allowed.includes(name))
      throw new HttpError(400, `info: "${name}" is not one of ${allowed.join(", ")}`);
  }
  return wanted;
}
