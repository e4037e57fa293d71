import { notFound } from "@/lib/core/errors";
import { route } from "@/lib/core/route";
import { isFileKey, readStoredFile } from "@/lib/storage/files";
import { pictureOf } from "@/lib/storage/picture";
import { isSigned } from "@/lib/storage/signed-link";

/** Needs no session, since customers see pictures too: the signed address is the permission. */
export const GET = route<{ key: string[] }>("avatars", "token", async (request, { key: parts }) => {
  const key = `avatars/${parts.join("/")}`;
  if (!isFileKey(key) || !isSigned(key, new URL(request.url).searchParams)) throw notFound();
  const bytes = await readStoredFile(key);
  const picture = bytes && pictureOf(bytes);
  if (!picture) throw notFound();
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": picture.type,
      "content-disposition": "attachment",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=86400, immutable",
    },
  });
});
