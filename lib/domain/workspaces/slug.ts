/** Names of routes and words that would mislead in `/w/<slug>`. */
const reserved = new Set(["new", "admin", "api", "flowra", "settings", "support", "www"]);

export const maxSlug = 48;

/** Where one is read it must mean one thing, so no address looks like an id. */
const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text can be the address of a workspace. */
export const isSlug = (value: string): boolean =>
  /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/.test(value) && !reserved.has(value) && !id.test(value);

/** A name as an address: `Büro Köln` → `buro-koln`, `Север` → `sever`. Empty when nothing of it can be written so. */
export function slugFrom(name: string): string {
  return [...name.toLowerCase()]
    .map((letter) => cyrillic[letter] ?? letter)
    .join("")
    .normalize("NFKD")
    .replace(/[\p{M}'’]/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, maxSlug)
    .replace(/^-+|-+$/g, "");
}

const cyrillic: Record<string, string> = {
  ...Object.fromEntries(
    [..."абвгдезиклмнопрстуфы"].map((letter, index) => [letter, "abvgdeziklmnoprstufy"[index]!]),
  ),
  ё: "e",
  ж: "zh",
  й: "y",
  х: "kh",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sch",
  ъ: "",
  ь: "",
  э: "e",
  ю: "yu",
  я: "ya",
};
