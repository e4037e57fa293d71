import { mailCustomer } from "./chats/mail-customer";
import { cleanUp, cleanUpFiles } from "./system/clean-up";
import { sweepOutboxEveryMinute } from "./system/sweep-outbox";
import { bulkChange } from "./tasks/bulk-change";
import { handOutTickets } from "./tasks/hand-out-tickets";
import { upkeepFunctions } from "./tasks/upkeep";

/** Every function of the app. Made on first use, since a build has no configuration. */
export const allFunctions = () => [
  mailCustomer(),
  sweepOutboxEveryMinute(),
  cleanUp(),
  ...cleanUpFiles(),
  bulkChange(),
  handOutTickets(),
  ...upkeepFunctions(),
];
