import { isWriteToLostConnection } from "@/db/connect";
import { logOften } from "./log-often";

/**
 * Sends what Next writes of failed requests through our own log: anybody can make requests fail that Next can't read,
 * and errors of the database carry people's words. Everything else that is written to the console stays as it is.
 */
export function tameNextConsole(): void {
  for (const level of ["error", "warn"] as const) {
    const write = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      const error = words.find((word) => word instanceof Error);
      if (error && isWriteToLostConnection(error))
        logOften("warn", {}, "a connection to PostgreSQL was lost");
      else if (error)
        logOften(level, { type: error.name, at: thrownAt(error) }, "Next could not serve", { err: error });
      else write(...words);
    };
  }
}

/** The place in the code, of which there are few; the message may hold what a stranger sent. */
const thrownAt = (error: Error) =>
  error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 2)
    .map((line) => line.trim())
    .join(" ");
