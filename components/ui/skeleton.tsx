import { cn } from "./cn";

/** A grey bar in the shape of what comes; invisible for the first 200 ms. Put it in a `<Loading>`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-3 animate-appear-late rounded-sm bg-hover", className)} />;
}
