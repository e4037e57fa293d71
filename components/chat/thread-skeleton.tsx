import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a conversation that is on its way. */
export function ThreadSkeleton() {
  return (
    <div aria-busy className="flex flex-1 flex-col justify-end gap-6 p-6">
      <Skeleton className="h-14 w-2/3 rounded-xl" />
      <Skeleton className="h-10 w-1/2 self-end rounded-xl" />
      <Skeleton className="h-16 w-3/5 rounded-xl" />
    </div>
  );
}
