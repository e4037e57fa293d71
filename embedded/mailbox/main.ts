import { PlainError } from "../process/plain-error";
import { readMailboxConfig } from "./config";
import { startMailbox } from "./server";

try {
  const mailbox = await startMailbox(readMailboxConfig());
  console.log(`mailbox ready on ${mailbox.url}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void mailbox.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error);
  process.exitCode = 1;
}
