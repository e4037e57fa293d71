import { route } from "@/lib/core/route";
import { serveFile } from "../../serve-file";

/** A small picture of an image. The signed address is the permission. */
export const GET = route<{ id: string }>("files.thumbnail", "token", (request, { id }) =>
  serveFile(request, id, "thumbnail"),
);
