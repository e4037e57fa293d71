import { z } from "zod";
import { query } from "@/lib/core/query";
import { definedFields, storedFields } from "../fields/definitions";
import type { FieldDefinition } from "../fields/field-rules";

/** The custom fields of the workspace in their order. */
export const listFields = query({
  name: "tasks.listFields",
  permission: "workspace:read",
  input: z.object({}),
  read: async (ctx): Promise<{ fields: FieldDefinition[] }> => ({ fields: await definedFields(ctx) }),
});

export type ManagedField = FieldDefinition & { archived: boolean };

/** The same with those that are archived, for who manages them. */
export const listManagedFields = query({
  name: "tasks.listManagedFields",
  permission: "field:manage",
  input: z.object({}),
  async read(ctx): Promise<ManagedField[]> {
    const fields = await storedFields(ctx);
    return fields.map(({ archivedAt, ...field }) => ({ ...field, archived: archivedAt !== null }));
  },
});
