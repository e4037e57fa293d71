import { useTranslations } from "next-intl";

/** Who is writing. Seen, not announced: it would interrupt a screen reader over and over. */
export function TypingLine({ names }: { names: readonly string[] }) {
  const t = useTranslations("customer");
  if (names.length === 0) return null;
  return (
    <p aria-live="off" className="mt-3 flex items-center gap-2 pl-9 text-muted text-xs">
      <span aria-hidden className="flex gap-0.5">
        {[0, 200, 400].map((delay) => (
          <span
            key={delay}
            className="size-1.5 animate-pulse rounded-full bg-current"
            style={{ animationDelay: `${delay}ms` }}
          />
        ))}
      </span>
      {t("typing", { names: names.slice(0, 3).join(", "), count: names.length })}
    </p>
  );
}
