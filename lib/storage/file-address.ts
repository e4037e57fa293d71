import { isSigned, signedQuery } from "./signed-link";

/** The file itself, or the small picture of it. */
export type FilePart = "whole" | "thumbnail";

type FilePlace = { workspaceId: string; fileId: string; part: FilePart };

const pathOf = ({ fileId, part }: FilePlace) => `files/${fileId}${part === "thumbnail" ? "/thumbnail" : ""}`;

// Browsers make the ids of files, so two workspaces may have the same one: what is signed says which is meant.
const signedOf = (place: FilePlace) => `${place.workspaceId}/${pathOf(place)}`;

/** Where a file, or its thumbnail, can be fetched for a day or two by whoever has been told. */
export function fileAddress(place: FilePlace): string {
  return `/api/${pathOf(place)}?workspace=${place.workspaceId}&${signedQuery(signedOf(place))}`;
}

/** The workspace whose file an address may fetch, or null where its signature is none of ours or has run out. */
export function workspaceOfAddress(fileId: string, part: FilePart, query: URLSearchParams): string | null {
  const workspaceId = query.get("workspace") ?? "";
  return isSigned(signedOf({ workspaceId, fileId, part }), query) ? workspaceId : null;
}
