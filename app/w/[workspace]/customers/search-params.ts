import { type CustomerSort, customerSorts } from "@/lib/domain/customers/sorts";

export type CustomersFilter = { q?: string; sort?: CustomerSort; cursor?: string };

type SearchParams = Record<string, string | string[] | undefined>;

const first = (value: string | string[] | undefined) => [value].flat()[0] || undefined;

/** What the address asks for; too long texts are cut and unknown orders left out, so that a link never fails. */
export function parseCustomersParams(params: SearchParams): CustomersFilter {
  const sort = customerSorts.find((one) => one === first(params.sort));
  return { q: first(params.q)?.slice(0, 200), sort, cursor: first(params.cursor)?.slice(0, 400) };
}

export function customersHref(workspace: string, filter: CustomersFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams(given).toString();
  return `/w/${workspace}/customers${query ? `?${query}` : ""}`;
}
