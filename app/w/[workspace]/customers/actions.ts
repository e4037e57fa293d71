"use server";

import { action } from "@/lib/core/action";
import { addCustomerNote } from "@/lib/domain/customers/commands/add-customer-note";
import {
  deleteCustomerNote,
  editCustomerNote,
  restoreCustomerNote,
} from "@/lib/domain/customers/commands/change-customer-note";
import { mergeCustomers } from "@/lib/domain/customers/commands/merge-customers";
import { separateCustomers } from "@/lib/domain/customers/commands/separate-customers";
import { setCustomerAttribute } from "@/lib/domain/customers/commands/set-customer-attribute";
import { updateCustomer } from "@/lib/domain/customers/commands/update-customer";

export const updateCustomerAction = action(updateCustomer);
export const setAttributeAction = action(setCustomerAttribute);
export const addNoteAction = action(addCustomerNote);
export const editNoteAction = action(editCustomerNote);
export const deleteNoteAction = action(deleteCustomerNote);
export const restoreNoteAction = action(restoreCustomerNote);
export const mergeCustomersAction = action(mergeCustomers);
export const separateCustomersAction = action(separateCustomers);
