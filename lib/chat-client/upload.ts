import type { PublicError } from "@/lib/core/errors";
import type { FileView } from "@/lib/domain/chats/views";
import { Refused } from "./refused";

export type Transfer = { id: string; file: File; onProgress(share: number): void; signal: AbortSignal };

/** A door of uploads, by its address. Both throw `Refused` for a no, anything else for no answer. */
export function uploadApi(door: string, headers: () => Record<string, string>) {
  const address = (id: string, name = "") =>
    `${door}?id=${id}${name ? `&name=${encodeURIComponent(name)}` : ""}`;
  return {
    put: ({ id, file, onProgress, signal }: Transfer) =>
      // Not fetch, which says nothing of how far it has come.
      new Promise<FileView>((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open("PUT", address(id, file.name.toWellFormed().slice(-300)));
        for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
        request.setRequestHeader("content-type", "application/octet-stream");
        request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
        request.onload = () => {
          const answer = parse(request.responseText);
          if (answer?.file) resolve(answer.file);
          else reject(answer?.error ? new Refused(answer.error) : new Error(`Answer ${request.status}`));
        };
        request.onerror = () => reject(new Error("No answer"));
        request.onabort = () => reject(new Error("Taken back"));
        signal.addEventListener("abort", () => request.abort());
        request.send(file);
      }),
    /** What could not be taken back is cleaned up by the server in a day. */
    remove: (id: string) => {
      const request = new XMLHttpRequest();
      request.open("DELETE", address(id));
      for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
      request.send();
    },
  };
}

function parse(text: string): { file?: FileView; error?: PublicError } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
