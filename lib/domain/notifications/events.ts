import { z } from "zod";
import { defineEvent } from "@/lib/core/events";

/** A member's notifications changed: a new one, or read in some tab. */
export const notificationsChanged = defineEvent("notifications.changed", z.object({ userId: z.string() }));
