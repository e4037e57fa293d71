import { beforeEach, expect, test } from "vitest";
import type { ChannelHandlers, Realtime } from "@/lib/realtime/client";
import { memberFeed } from "./member-feed";

let joined: Map<string, ChannelHandlers>;
let news: string[];
const realtime: Realtime = {
  state: () => "live",
  onState: () => () => {},
  subscribe: (channel, handlers) => {
    joined.set(channel, handlers);
    return () => void joined.delete(channel);
  },
  trigger: () => {},
  close: () => {},
};
const told = {
  entry: () => void news.push("entry"),
  state: () => void news.push("state"),
  subscribed: () => void news.push("subscribed"),
  live: (live: boolean) => void news.push(live ? "live" : "silent"),
  renamed: () => void news.push("renamed"),
};
beforeEach(() => {
  joined = new Map();
  news = [];
});

test("moves on to the next name when the last word under the old one has come", () => {
  const { feed, listenTo } = memberFeed(realtime);
  listenTo("a-1");
  const stop = feed(told);
  joined.get("a-1")!.onSubscribed!();
  joined.get("a-1")!.onEvent!("entry.changed", {}, {});
  joined.get("a-1")!.onEvent!("access.changed", {}, {});
  expect(news).toEqual(["silent", "silent", "live", "subscribed", "entry", "renamed"]);
  listenTo("a-2");
  expect([...joined.keys()]).toEqual(["a-2"]);
  // Whatever was said in between is fetched, since it subscribes anew.
  news = [];
  joined.get("a-2")!.onSubscribed!();
  expect(news).toEqual(["live", "subscribed"]);
  listenTo("a-2");
  expect(news).toEqual(["live", "subscribed"]);
  stop();
  expect([...joined.keys()]).toEqual([]);
});

test("asks when its name is refused, and listens once it is told one", () => {
  const { feed, listenTo } = memberFeed(realtime);
  feed(told);
  expect(joined.size).toBe(0);
  listenTo("a-1");
  joined.get("a-1")!.onRefused!();
  expect(news.slice(-2)).toEqual(["silent", "renamed"]);
});

test("is silent without a connection", () => {
  const { feed, listenTo } = memberFeed(null);
  listenTo("a-1");
  feed(told)();
  expect(news).toEqual(["silent"]);
  expect(joined.size).toBe(0);
});
