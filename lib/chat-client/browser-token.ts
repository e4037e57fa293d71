/**
 * 32 random bytes that this browser makes and the server keeps only as a hash: by one it is a customer's, by another it
 * holds the files of a conversation that has not begun.
 */
export function newBrowserToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
