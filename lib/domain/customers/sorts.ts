/** In which orders customers are listed. */
export const customerSorts = ["newest", "oldest", "name"] as const;
export type CustomerSort = (typeof customerSorts)[number];
