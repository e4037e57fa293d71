import { AppError } from "@/lib/core/errors";
import { metrics } from "./registry";

/** Measures a command or a query. */
export async function observed<T>(operation: string, work: () => Promise<T>): Promise<T> {
  const end = metrics().operations.startTimer({ operation });
  try {
    const result = await work();
    end({ outcome: "ok" });
    return result;
  } catch (error) {
    end({ outcome: error instanceof AppError ? error.code : "INTERNAL" });
    throw error;
  }
}

export const countRequest = (route: string, status: number): void =>
  metrics().requests.inc({ route, status: String(status) });
