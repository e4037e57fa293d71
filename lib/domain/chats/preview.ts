/** How much of a message the lists show. */
export const previewLength = 160;

/** What lists show of a message in one line: its words, or where there are none the names of its files. */
export function previewOf(body: string, fileNames: readonly string[] = []): string {
  const words = body.replace(/\s+/g, " ").trim();
  return (words || namesOf(fileNames)).slice(0, previewLength).toWellFormed();
}

function namesOf([first, ...others]: readonly string[]): string {
  if (first === undefined) return "";
  return others.length > 0 ? `📎 ${first} +${others.length}` : `📎 ${first}`;
}
