/** Whether a name is the one that was typed. */
export const sameName = (name: string, typed: string): boolean =>
  name.toLocaleLowerCase() === typed.toLocaleLowerCase();

/** Who can be meant by what is typed of a name: who is called so, else everybody whose name begins so. */
export function calledSo<Named extends { name: string }>(all: readonly Named[], typed: string): Named[] {
  const exact = all.filter(({ name }) => sameName(name, typed));
  if (exact.length > 0 || typed === "") return exact;
  return all.filter(({ name }) => name.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()));
}
