import { receiveFirstUpload, removeFirstUpload } from "@/app/api/files/first-uploads";
import { memberCaller } from "@/lib/auth/callers";
import { route } from "@/lib/core/route";

type Params = { workspace: string };

/** A file for the first message of a member's request. */
export const PUT = route<Params>("requests.uploadFirst", "cookies", async (request, { workspace }) =>
  receiveFirstUpload(request, await memberCaller(workspace, request)),
);

export const DELETE = route<Params>("requests.removeFirstUpload", "cookies", async (request, { workspace }) =>
  removeFirstUpload(request, await memberCaller(workspace, request)),
);
