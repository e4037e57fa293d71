import { route } from "@/lib/core/route";
import { serveFile } from "../serve-file";

/** A file as it was uploaded, to be saved. The signed address is the permission. */
export const GET = route<{ id: string }>("files.whole", "token", (request, { id }) =>
  serveFile(request, id, "whole"),
);
