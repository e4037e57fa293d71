import { invalid } from "@/lib/core/errors";
import { isUniqueViolation } from "@/lib/core/races";

/**
 * Does a write whose unique key may be held by another row.
 * @throws AppError INVALID that names the field when it is
 */
export async function refuseTaken<T>(field: string, write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw isUniqueViolation(error) ? invalid(field, "taken") : error;
  }
}
