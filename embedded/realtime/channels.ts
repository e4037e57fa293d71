import type { Connection } from "./connection";
import { EventCache } from "./event-cache";
import { eventFrame } from "./frames";
import { type ChannelKind, channelKind } from "./names";
import { type Member, Members } from "./presence";
import type { Webhooks } from "./webhooks";

/** A channel somebody is subscribed to. */
export type Channel = {
  name: string;
  kind: ChannelKind;
  subscribers: Set<Connection>;
  members: Members;
};

/** Who is subscribed to what, and the way of an event to them. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  readonly #cache = new EventCache();

  constructor(private readonly webhooks: Webhooks) {}

  get size(): number {
    return this.#channels.size;
  }

  get(name: string): Channel | undefined {
    return this.#channels.get(name);
  }

  all(): IterableIterator<Channel> {
    return this.#channels.values();
  }

  lastEvent(name: string) {
    return this.#cache.last(name);
  }

  /** Lets a connection in that has been found to be allowed; tells the others of a new member. */
  join(connection: Connection, name: string, kind: ChannelKind, member: Member | null): Channel {
    const channel = this.#channels.get(name) ?? this.#occupy(name, kind);
    connection.channels.set(name, member);
    if (member && channel.members.join(member)) {
      const data = `{"user_id":${JSON.stringify(member.userId)},"user_info":${member.info}}`;
      this.#send(channel, eventFrame("pusher_internal:member_added", name, data));
      this.webhooks.memberAdded(name, member.userId);
    }
    channel.subscribers.add(connection);
    return channel;
  }

  /** Takes a connection out of a channel; nothing happens when it isn't in there. */
  leave(connection: Connection, name: string): void {
    const member = connection.channels.get(name);
    const channel = this.#channels.get(name);
    if (!connection.channels.delete(name) || !channel) return;
    channel.subscribers.delete(connection);
    if (member && channel.members.leave(member.userId)) {
      const data = JSON.stringify({ user_id: member.userId });
      this.#send(channel, eventFrame("pusher_internal:member_removed", name, data));
      this.webhooks.memberRemoved(name, member.userId);
    }
    if (channel.subscribers.size > 0) return;
    this.#channels.delete(name);
    if (channel.kind.access !== "user") this.webhooks.vacated(name);
  }

  leaveAll(connection: Connection): void {
    for (const name of [...connection.channels.keys()]) this.leave(connection, name);
  }

  /** Sends an event of the app's server to a channel, all but one connection where one is to be left out. */
  publish(name: string, event: string, data: string, exceptSocketId?: string): void {
    const channel = this.#channels.get(name);
    const cached = (channel?.kind ?? channelKind(name))?.cache ?? false;
    if (!channel && !cached) return;
    const frame = eventFrame(event, name, data);
    if (cached) this.#cache.keep(name, frame, data);
    if (channel) this.#send(channel, frame, exceptSocketId);
  }

  /** Passes a client's event on to everybody else in the channel. */
  relay(sender: Connection, channel: Channel, frame: Buffer): void {
    this.#send(channel, frame, sender.id);
  }

  #occupy(name: string, kind: ChannelKind): Channel {
    const channel = { name, kind, subscribers: new Set<Connection>(), members: new Members() };
    this.#channels.set(name, channel);
    if (kind.access !== "user") this.webhooks.occupied(name);
    return channel;
  }

  #send(channel: Channel, frame: Buffer, exceptSocketId?: string): void {
    for (const connection of channel.subscribers) {
      if (connection.id !== exceptSocketId) connection.send(frame);
    }
  }
}
