import { expect, it } from "vitest";
import { type ChatsAddress, chatIdInPath, chatsHref, parseChatsParams } from "./search-params";

const chatId = "01a1fe79-a851-74c8-8805-cdef2f976ed3";

it.each<[address: ChatsAddress, href: string]>([
  [{ tab: "all", unread: false, q: "", chatId: null }, "/w/acme/chats"],
  [{ tab: "groups", unread: true, q: "a&b", chatId }, `/w/acme/chats/${chatId}?tab=groups&unread=1&q=a%26b`],
])("%o is %s, and back", (address, href) => {
  expect(chatsHref("acme", address)).toBe(href);
  const url = new URL(href, "http://localhost");
  const { chatId: id, ...place } = address;
  expect(parseChatsParams((name) => url.searchParams.get(name))).toEqual(place);
  expect(chatIdInPath(url.pathname)).toBe(id);
});

it("takes what makes no sense as not said", () => {
  const given: Record<string, string> = { tab: "everything", unread: "yes", q: "x".repeat(300) };
  expect(parseChatsParams((name) => given[name])).toEqual({ tab: "all", unread: false, q: "x".repeat(200) });
  expect(chatIdInPath("/w/acme/chats/new")).toBeNull();
});
