import type { RealtimeApp } from "./app";
import { codes, type ProtocolError } from "./close-codes";
import type { Connection } from "./connection";
import { eventFrame, isRecord, own, textField } from "./frames";
import { type ChannelKind, channelKind, isUserId, userChannel } from "./names";
import type { Member } from "./presence";

const longestUserInfo = 1_024;

/** Lets a connection into a channel, if it may; the error says why it may not. */
export function subscribe(app: RealtimeApp, connection: Connection, data: unknown): ProtocolError | null {
  const name = textField(data, "channel");
  const kind = name === undefined ? null : channelKind(name);
  if (name === undefined || kind === null) return { code: null, message: "Invalid channel name" };
  if (connection.channels.has(name))
    return { code: null, message: `Existing subscription to channel ${name}` };
  if (connection.channels.size >= app.config.maxChannelsPerConnection) {
    return { code: null, message: `A connection may have ${app.config.maxChannelsPerConnection} channels` };
  }
  const auth = textField(data, "auth");
  const channelData = textField(data, "channel_data");
  if (!mayJoin(app, connection, name, kind, auth, channelData)) {
    return { code: codes.unauthorized, message: `Not authorized for channel ${name}` };
  }
  const member = kind.access === "presence" ? parseMember(channelData) : null;
  if (member && "message" in member) return member;
  if (member && isFull(app, name, member)) {
    return { code: null, message: `Channel ${name} has its ${app.config.maxPresenceMembers} members` };
  }
  if (kind.access === "private" || kind.access === "presence") connection.authorized = true;
  const channel = app.channels.join(connection, name, kind, member);
  const welcome = member ? channel.members.roster() : "{}";
  connection.send(eventFrame("pusher_internal:subscription_succeeded", name, welcome));
  if (kind.cache) sendLastEvent(app, connection, name);
  return null;
}

function mayJoin(
  app: RealtimeApp,
  connection: Connection,
  name: string,
  kind: ChannelKind,
  auth: string | undefined,
  channelData: string | undefined,
): boolean {
  if (kind.access === "public") return true;
  if (kind.access === "user") return connection.user !== null && userChannel(connection.user.id) === name;
  return auth !== undefined && app.signer.allowsChannel(auth, connection.id, name, channelData);
}

/** Who joins, from data the app's server has signed. A number as user id is taken as its digits. */
function parseMember(channelData: string | undefined): Member | ProtocolError {
  const wrong = (message: string): ProtocolError => ({ code: null, message });
  let data: unknown;
  try {
    data = JSON.parse(channelData ?? "");
  } catch {
    data = null;
  }
  if (!isRecord(data)) return wrong("channel_data must be a JSON object with a user_id");
  const id = own(data, "user_id");
  const userId = typeof id === "number" ? String(id) : id;
  if (typeof userId !== "string" || !isUserId(userId)) {
    return wrong("channel_data: user_id must be a text of 1 to 128 characters");
  }
  const info = JSON.stringify(own(data, "user_info") ?? {});
  if (Buffer.byteLength(info) > longestUserInfo)
    return wrong(`channel_data: user_info is over ${longestUserInfo} bytes`);
  return { userId, info };
}

/** A member who is in there already gets in with another tab, however full the channel is. */
function isFull(app: RealtimeApp, name: string, { userId }: Member): boolean {
  const members = app.channels.get(name)?.members;
  return members !== undefined && members.size >= app.config.maxPresenceMembers && !members.has(userId);
}

function sendLastEvent(app: RealtimeApp, connection: Connection, name: string): void {
  const last = app.channels.lastEvent(name);
  if (last) connection.send(last.frame);
  else {
    connection.send(eventFrame("pusher:cache_miss", name, "{}"));
    app.webhooks.cacheMiss(name);
  }
}
