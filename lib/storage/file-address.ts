import { isSigned, signedQuery } from "./signed-link";

/** The file itself, or the small picture of it. */
export type FilePart = "whole" | "thumbnail";

/**
 * Whom an address is told: members, whose access is asked again whenever they use it, or whoever asks for support, whose
 * page may be framed where it has no cookie: there the address alone is the permission.
 */
export type ToldTo = "members" | "requester";

type FilePlace = { workspaceId: string; fileId: string; part: FilePart; toldTo: ToldTo };

const pathOf = ({ fileId, part }: FilePlace) => `files/${fileId}${part === "thumbnail" ? "/thumbnail" : ""}`;

// Browsers make the ids of files, so two workspaces may have the same one: what is signed says which is meant.
const signedOf = (place: FilePlace) => `${place.workspaceId}/${place.toldTo}/${pathOf(place)}`;

/** Where a file, or its thumbnail, can be fetched for a day or two. */
export function fileAddress(place: FilePlace): string {
  const { workspaceId, toldTo } = place;
  return `/api/${pathOf(place)}?workspace=${workspaceId}&for=${toldTo}&${signedQuery(signedOf(place))}`;
}

/** What an address may fetch, and whom it was told; null where its signature is none of ours or has run out. */
export function placeOfAddress(
  fileId: string,
  part: FilePart,
  query: URLSearchParams,
): { workspaceId: string; toldTo: ToldTo } | null {
  const workspaceId = query.get("workspace") ?? "";
  const toldTo = query.get("for") === "members" ? "members" : "requester";
  return isSigned(signedOf({ workspaceId, fileId, part, toldTo }), query) ? { workspaceId, toldTo } : null;
}
