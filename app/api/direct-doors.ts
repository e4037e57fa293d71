import { directDoor } from "@/lib/direct-doors";
import * as customerHeartbeat from "./c/[inbox]/heartbeat/route";
import * as messages from "./chats/[chatId]/messages/route";
import * as read from "./chats/[chatId]/read/route";
import * as typing from "./chats/[chatId]/typing/route";
import * as memberHeartbeat from "./w/[workspace]/heartbeat/route";
import * as queue from "./w/[workspace]/queue/route";
import * as queueViews from "./w/[workspace]/queue/views/route";
import * as openTicket from "./w/[workspace]/tickets/[number]/route";
import * as tickets from "./w/[workspace]/tickets/route";

/** What open pages ask for again and again. */
export const directDoors = [
  directDoor("/api/chats/[chatId]/messages", messages),
  directDoor("/api/chats/[chatId]/read", read),
  directDoor("/api/chats/[chatId]/typing", typing),
  directDoor("/api/c/[inbox]/heartbeat", customerHeartbeat),
  directDoor("/api/w/[workspace]/heartbeat", memberHeartbeat),
  directDoor("/api/w/[workspace]/queue", queue),
  directDoor("/api/w/[workspace]/queue/views", queueViews),
  directDoor("/api/w/[workspace]/tickets", tickets),
  directDoor("/api/w/[workspace]/tickets/[number]", openTicket),
];
