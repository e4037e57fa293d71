const mostCharacters = 120;
const longestEnding = 12;

/** Control characters, and those without width: what turns the direction of writing, joins, or hides. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/**
 * A file's name as it is shown and offered for saving; nothing is ever stored under it. Only the last part of a path is
 * kept, without characters that hide what the name says or make its ending look like another; too long ones lose their
 * middle and keep their ending.
 */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const seen = last
    .normalize("NFC")
    .replace(/\s/g, " ")
    .replace(unseen, "")
    .replace(/[<>:"|?*]/g, "_");
  const name = seen.replace(/ +/g, " ").replace(/^ +|[ .]+$/g, "");
  return /[^._ ]/u.test(name) ? shortened(name) : "file";
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= mostCharacters) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 ? [...name.slice(dot)] : [];
  const kept = ending.length <= longestEnding ? ending : [];
  return [...characters.slice(0, mostCharacters - kept.length - 1), "…", ...kept].join("");
}
