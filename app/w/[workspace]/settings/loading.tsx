import { Loading } from "@/components/ui/loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function SettingsLoading() {
  return (
    <Loading className="flex flex-col gap-8">
      <Skeleton className="h-6 w-40" />
      <div className="flex flex-col gap-4">
        {["w-full", "w-11/12", "w-10/12", "w-9/12"].map((width) => (
          <Skeleton key={width} className={`h-9 ${width}`} />
        ))}
      </div>
    </Loading>
  );
}
