import type { EmojiData, SkinTone } from "frimousse";

type Raw = {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  version: number;
  skins?: { emoji: string; tone: number | number[] }[];
};
type RawMessages = {
  groups: { order: number; message: string }[];
  skinTones: { key: string; message: string }[];
};

/** Newer ones are boxes on devices of a few years ago, and unknown to servers of that age. */
const newestVersion = 15;
/** Skin tones and hair by themselves: parts of emoji, not emoji. */
const partsGroup = 2;

const tones = ["light", "medium-light", "medium", "medium-dark", "dark"] as const satisfies SkinTone[];

/** All emoji with their names in a language; part of the build, fetched when the picker opens for the first time. */
export async function emojiData(locale: string): Promise<EmojiData> {
  const [all, words] = await (locale === "ru" ? russian() : english());
  return toEmojiData(locale, all, words);
}

const english = () => both(import("emojibase-data/en/data.json"), import("emojibase-data/en/messages.json"));
const russian = () => both(import("emojibase-data/ru/data.json"), import("emojibase-data/ru/messages.json"));

async function both(data: Promise<{ default: unknown }>, messages: Promise<{ default: unknown }>) {
  return [(await data).default as Raw[], (await messages).default as RawMessages] as const;
}

function toEmojiData(locale: string, all: readonly Raw[], words: RawMessages): EmojiData {
  const shown = all.filter(
    ({ group, version }) => group !== undefined && group !== partsGroup && version <= newestVersion,
  );
  const toneName = (tone: string) => words.skinTones.find(({ key }) => key === tone)?.message ?? tone;
  return {
    locale,
    emojis: shown.map(({ emoji, label, tags = [], group, version, skins }) => ({
      emoji: plain(emoji),
      label,
      category: group!,
      version,
      tags,
      skins: skins ? skinsOf(skins) : undefined,
    })),
    categories: words.groups
      .filter(({ order }) => order !== partsGroup)
      .map(({ order, message }) => ({ index: order, label: message })),
    skinTones: Object.fromEntries(tones.map((tone) => [tone, toneName(tone)])) as EmojiData["skinTones"],
  };
}

type Skins = NonNullable<EmojiData["emojis"][number]["skins"]>;

/** Of pairs of people only those of one tone. */
function skinsOf(skins: NonNullable<Raw["skins"]>): Skins | undefined {
  const found = tones.map((tone, index) => {
    const of = (wanted: number | number[]) => wanted === index + 1;
    return [tone, skins.find((skin) => of(skin.tone))?.emoji] as const;
  });
  return found.every(([, emoji]) => emoji) ? (Object.fromEntries(found) as Skins) : undefined;
}

/** The data asks for a picture also where a picture is meant anyway; the recommended spelling doesn't. */
const plain = (emoji: string) => emoji.replace(/^(\p{Emoji_Presentation})\uFE0F$/u, "$1");
