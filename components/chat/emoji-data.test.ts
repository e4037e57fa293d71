import { expect, test } from "vitest";
import { emoji as oneEmoji } from "@/lib/domain/chats/emoji";
import { emojiData } from "./emoji-data";

test.each(["en", "ru"])("all emoji that are offered in %s are ones that a message takes", async (locale) => {
  const { emojis, categories } = await emojiData(locale);
  expect(emojis.length).toBeGreaterThan(1_500);
  const offered = emojis.flatMap(({ emoji, skins }) => [emoji, ...Object.values(skins ?? {})]);
  expect(offered.filter((text) => !oneEmoji.safeParse(text).success)).toEqual([]);
  const known = new Set(categories.map(({ index }) => index));
  expect(emojis.filter(({ category }) => !known.has(category))).toEqual([]);
});
