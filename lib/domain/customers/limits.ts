export const longestCustomerName = 120;
export const longestAttributeName = 40;
export const longestAttributeValue = 500;
/** How much the team notes down of one customer. */
export const mostAttributes = 50;
export const longestCustomerNote = 5_000;
