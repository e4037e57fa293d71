import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** How a TypeScript file of the checkout is run as a program of its own. */
export function script(root: string, file: string): { command: string; args: string[] } {
  const loader = pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href;
  return { command: process.execPath, args: ["--import", loader, join(root, file)] };
}

/** Whether anything but a server's error answers there; for a server that is starting. */
export function answers(url: string): () => Promise<boolean> {
  return async () => {
    try {
      const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(30_000) });
      await response.body?.cancel();
      return response.status < 500;
    } catch {
      return false;
    }
  };
}
