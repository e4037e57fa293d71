import { z } from "zod";
import type { RealtimeApp } from "./app";
import { channelAttributes, channelInfo } from "./channels-api";
import { HttpError } from "./http-error";
import { channelKind, isEventName, isReservedEvent, isSocketId } from "./names";

const mostChannels = 100;
const mostInABatch = 10;

/** POST /events: one event to one channel or up to 100. */
export function publishEvent(app: RealtimeApp, body: unknown): object {
  const event = valid(singleEvent, body);
  checkSize(app, event.data, "data");
  const channels = [...new Set(event.channels ?? (event.channel === undefined ? [] : [event.channel]))];
  if (channels.length === 0) throw new HttpError(400, "channels: give at least one channel");
  for (const channel of channels) publish(app, channel, event);
  if (event.info === undefined) return {};
  const info = event.info;
  return { channels: Object.fromEntries(channels.map((name) => [name, channelInfo(app, name, info)])) };
}

/** POST /batch_events: up to 10 events, all of them or none. */
export function publishBatch(app: RealtimeApp, body: unknown): object {
  const { batch } = valid(eventBatch, body);
  batch.forEach((event, index) => {
    checkSize(app, event.data, `batch.${index}.data`);
  });
  for (const event of batch) publish(app, event.channel, event);
  if (batch.every((event) => event.info === undefined)) return {};
  return {
    batch: batch.map((event) =>
      event.info === undefined ? {} : channelInfo(app, event.channel, event.info),
    ),
  };
}

/** The longest body that a permitted request can have: each byte of data may take six when it is escaped. */
export const longestBody = (maxEventBytes: number) => mostInABatch * maxEventBytes * 6 + 64 * 1_024;

type Event = { name: string; data: string; socket_id?: string };

function publish(app: RealtimeApp, channel: string, event: Event): void {
  app.channels.publish(channel, event.name, event.data, event.socket_id);
  app.counts.eventsPublished += 1;
}

function checkSize(app: RealtimeApp, data: string, field: string): void {
  const limit = app.config.maxEventBytes;
  // A character takes three bytes at most, so short texts needn't be measured.
  if (data.length * 3 > limit && Buffer.byteLength(data) > limit) {
    throw new HttpError(413, `${field}: the data of an event may have ${limit} bytes`);
  }
}

function valid<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new HttpError(400, `${issue?.path.join(".") || "body"}: ${issue?.message ?? "not valid"}`);
}

const channelName = z.string().refine((name) => channelKind(name) !== null, "not a channel name");

const eventFields = {
  name: z
    .string()
    .refine(isEventName, "must have 1 to 200 characters")
    .refine((name) => !isReservedEvent(name), 'must not begin with "pusher:" or "pusher_internal:"'),
  data: z.string({ error: "must be a text (encode objects as JSON first)" }),
  socket_id: z
    .string()
    .refine(isSocketId, 'must look like "123.456"')
    .nullish()
    .transform((id) => id ?? undefined),
  info: z
    .string()
    .refine((info) => info.split(",").every((name) => channelAttributes.includes(name.trim())), {
      error: `may have ${channelAttributes.join(", ")}`,
    })
    .optional(),
};

const singleEvent = z.object({
  ...eventFields,
  channel: channelName.optional(),
  channels: z.array(channelName).max(mostChannels, `may have ${mostChannels} channels`).optional(),
});

const eventBatch = z.object({
  batch: z
    .array(z.object({ ...eventFields, channel: channelName }))
    .min(1, "must have at least one event")
    .max(mostInABatch, `may have ${mostInABatch} events`),
});
