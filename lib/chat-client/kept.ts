/**
 * What this browser keeps between visits. Where storage is refused, the page around a frame keeps it;
 * without one it is kept for as long as the page lives, so that the chat still works.
 */
const forThisPage = new Map<string, string>();

type Keeper = (key: string, value: string | null) => void;
let elsewhere: Keeper | undefined;

/** Whether this browser refuses storage here, as it may to framed pages. */
export function isStorageRefused(): boolean {
  try {
    localStorage.getItem("flowra");
    return false;
  } catch {
    return true;
  }
}

/** Takes over what somebody else has kept for this page, and has them keep what is written from now on. */
export function keepElsewhere(entries: Record<string, string>, keeper: Keeper): void {
  for (const [key, value] of Object.entries(entries)) forThisPage.set(key, value);
  elsewhere = keeper;
}

export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? forThisPage.get(key) ?? null;
  } catch {
    return forThisPage.get(key) ?? null;
  }
}

/** Keeps a text under a key; null forgets it. */
export function keep(key: string, value: string | null): void {
  if (value === null) forThisPage.delete(key);
  else forThisPage.set(key, value);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    elsewhere?.(key, value);
  }
}

/** Every kept text whose key begins so, in the order of the keys; unreadable storage holds none. */
export function readAllKept(prefix: string): { key: string; value: string }[] {
  const keys = new Set(forThisPage.keys());
  try {
    for (const key of Object.keys(localStorage)) keys.add(key);
  } catch {}
  return [...keys]
    .filter((key) => key.startsWith(prefix))
    .sort()
    .map((key) => ({ key, value: readKept(key) ?? "" }));
}

/** Calls the listener when another tab changes the key. */
export function watchKept(key: string, listener: (value: string | null) => void): () => void {
  const onStorage = (event: StorageEvent) => {
    // A null key: everything was cleared.
    if (event.key !== key && event.key !== null) return;
    forThisPage.delete(key);
    listener(event.key === null ? null : event.newValue);
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

/** Everything this browser keeps for an inbox's chat. */
export const keptKeys = {
  token: (inboxKey: string) => `flowra.customer.${inboxKey}`,
  firstMessage: (inboxKey: string) => `flowra.first.${inboxKey}`,
  /** What belongs to the files of a first message that is being written. */
  uploadToken: (owner: string) => `flowra.upload-token.${owner}`,
  /** Of one conversation; without it, the beginning of all drafts of the inbox. */
  draft: (owner: string, chatId = "") => `flowra.draft.${owner}.${chatId}`,
  contactPrompt: (inboxKey: string) => `flowra.no-email.${inboxKey}`,
};
