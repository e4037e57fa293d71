import { signedQuery } from "@/lib/storage/signed-link";
import type { FileRow } from "./entries";
import type { FileView } from "./views";

/** A file with addresses that work for a day or two; only those who may read its message are told them. */
export function toFileView(row: FileRow): FileView {
  const { id, name, contentType, size, width, height } = row;
  const address = (path: string) => `/api/${path}?${signedQuery(path)}`;
  const image = width && height ? { thumbnailUrl: address(`files/${id}/thumbnail`), width, height } : null;
  return { id, name, contentType, size, url: address(`files/${id}`), image };
}
