import { serve } from "inngest/next";
import { inngest } from "@/inngest/client";
import { allFunctions } from "@/inngest/functions";

type Handlers = ReturnType<typeof serve>;
let handlers: Handlers | undefined;

/** The job service calls here. The SDK checks its signature with INNGEST_SIGNING_KEY. */
const door =
  (method: "GET" | "POST" | "PUT"): Handlers["GET"] =>
  (request, context) => {
    handlers ??= serve({ client: inngest(), functions: allFunctions() });
    return handlers[method](request, context);
  };

export const GET = door("GET");
export const POST = door("POST");
export const PUT = door("PUT");
