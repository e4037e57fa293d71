import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";

/** What is wrong with a whole form, when no field is to blame. */
export function FormProblem({ children }: { children: ReactNode }) {
  return children ? <Banner tone="danger">{children}</Banner> : null;
}
