import type { Context } from "@/lib/core/context";
import { definedFields } from "../fields/definitions";
import { type FieldDefinition, fieldsOn } from "../fields/field-rules";
import type { AddressProblem } from "./address";
import { fitFields, namesFields } from "./field-columns";
import type { QueuePlace } from "./place";

/** A place in which only custom fields are named that tickets have, and these fields. */
export type Fitted = { place: QueuePlace; problems: AddressProblem[]; fields: readonly FieldDefinition[] };

/** What of these places makes sense with the custom fields that there are; those are only asked for where one is named. */
export async function fitPlaces(ctx: Context, places: readonly QueuePlace[]): Promise<Fitted[]> {
  const fields = places.some(namesFields) ? fieldsOn(await definedFields(ctx), "ticket") : [];
  return places.map((place) => ({ ...fitFields(place, fields), fields }));
}

export async function fitPlace(ctx: Context, place: QueuePlace): Promise<Fitted> {
  const [fitted] = await fitPlaces(ctx, [place]);
  return fitted!;
}
