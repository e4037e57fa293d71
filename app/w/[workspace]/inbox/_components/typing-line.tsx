import { useTranslations } from "next-intl";

/** That the customer writes. Seen, not announced: it would interrupt a screen reader over and over. */
export function TypingLine({ name }: { name: string }) {
  const t = useTranslations("chat");
  return (
    <p aria-live="off" className="mt-3 flex items-center gap-2 pl-9.5 text-muted text-xs">
      <span aria-hidden className="flex gap-0.5">
        {[0, 200, 400].map((delay) => (
          <span
            key={delay}
            className="size-1.5 animate-pulse rounded-full bg-current"
            style={{ animationDelay: `${delay}ms` }}
          />
        ))}
      </span>
      {t("typing", { names: name, count: 1 })}
    </p>
  );
}
