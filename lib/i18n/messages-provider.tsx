import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { catalogues, type Namespace } from "./catalogues";
import { MergeMessages } from "./merge-messages";

/**
 * Gives client components below it the texts of these namespaces, on top of what is given above. The root layout gives
 * `common`; a page names the rest it needs, so that no page carries the whole catalogue.
 */
export async function Messages({ namespaces, children }: { namespaces: Namespace[]; children: ReactNode }) {
  const catalogue = catalogues[await getLocale()];
  const picked = Object.fromEntries(namespaces.map((namespace) => [namespace, catalogue[namespace]]));
  return <MergeMessages messages={picked}>{children}</MergeMessages>;
}
