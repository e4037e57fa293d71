import { receiveFirstUpload, removeFirstUpload } from "@/app/api/files/first-uploads";
import { customerCaller } from "@/lib/auth/callers";
import { route } from "@/lib/core/route";

type Params = { inbox: string };

/** A file for the first message of a customer's conversation. */
export const PUT = route<Params>("customers.uploadFirst", "token", async (request, { inbox }) =>
  receiveFirstUpload(request, await customerCaller(request, inbox)),
);

export const DELETE = route<Params>("customers.removeFirstUpload", "token", async (request, { inbox }) =>
  removeFirstUpload(request, await customerCaller(request, inbox)),
);
