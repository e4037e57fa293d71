import type { FieldDefinition } from "../fields/field-rules";
import type { AddressProblem } from "./address";
import { fittingFilter, formatFieldFilter } from "./field-filters";
import { type FieldColumn, fieldIdOf, type QueuePlace, standardPlace } from "./place";

/** Whether tickets can be put in an order by a field: several values are in none. */
export const isSortable = ({ type }: FieldDefinition): boolean => type !== "multiple_choice";

export const columnOf = ({ id }: Pick<FieldDefinition, "id">): FieldColumn => `field.${id}`;

/** Whether a place says anything of custom fields, so that these have to be known. */
export const namesFields = ({ filters, columns, sort }: QueuePlace): boolean =>
  Object.keys(filters.fields).length > 0 ||
  fieldIdOf(sort.key) !== null ||
  columns.some((column) => fieldIdOf(column) !== null);

/**
 * A place without what it says of fields that tickets don't have, or not of such a type; that is named. Never throws.
 * @param fields those of tickets
 */
export function fitFields(
  place: QueuePlace,
  fields: readonly FieldDefinition[],
): { place: QueuePlace; problems: AddressProblem[] } {
  if (!namesFields(place)) return { place, problems: [] };
  const problems: AddressProblem[] = [];
  const fieldOf = (id: string | null) => fields.find((field) => field.id === id);
  const columns = place.columns.filter((column) => {
    const id = fieldIdOf(column);
    if (id === null || fieldOf(id)) return true;
    problems.push({ name: "field", value: id });
    return false;
  });
  const filters = Object.entries(place.filters.fields).flatMap(([id, filter]) => {
    const field = fieldOf(id);
    const fitting = field ? fittingFilter(field, filter) : null;
    const said = formatFieldFilter(filter);
    if (!field) problems.push({ name: "field", value: id });
    else if (!fitting || formatFieldFilter(fitting) !== said)
      problems.push({ name: field.name, value: said });
    return fitting ? [[id, fitting] as const] : [];
  });
  const sortedBy = fieldIdOf(place.sort.key);
  const sortField = fieldOf(sortedBy);
  const mayStay = sortedBy === null || (sortField !== undefined && isSortable(sortField));
  if (!mayStay) problems.push({ name: "sort", value: sortField?.name ?? sortedBy });
  return {
    place: {
      ...place,
      columns,
      filters: { ...place.filters, fields: Object.fromEntries(filters) },
      sort: mayStay ? place.sort : standardPlace("all").sort,
    },
    problems,
  };
}
