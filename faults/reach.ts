/*
 * The code of browsers asks for paths of the page's own server. Here there is no page: whoever asks says in a header
 * where that server is for them, which may be a gate that can be shut.
 */

const header = "x-faults-server";

/** The header that sends a request to this address. */
export const via = (address: string): Record<string, string> => ({ [header]: address });

/** From now on `fetch` understands paths. */
export function teachFetchPaths(): void {
  const plain = globalThis.fetch;
  globalThis.fetch = (input, init = {}) => {
    if (typeof input !== "string" || !input.startsWith("/")) return plain(input, init);
    const { [header]: address, ...headers } = init.headers as Record<string, string>;
    return plain(`${address}${input}`, { ...init, headers });
  };
}
