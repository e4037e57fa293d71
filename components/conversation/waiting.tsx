import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

const lines = ["w-2/3", "w-1/2 self-end", "w-3/5", "w-2/5 self-end"];

/** A conversation in outline, until it is there. */
export function Waiting() {
  const t = useTranslations("customer");
  return (
    <div className="flex flex-1 flex-col justify-end gap-3 p-4">
      <span role="status" className="sr-only">
        {t("loading")}
      </span>
      {lines.map((width) => (
        <Skeleton key={width} className={`h-10 rounded-2xl ${width}`} />
      ))}
    </div>
  );
}
