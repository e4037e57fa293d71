import { getTranslations } from "next-intl/server";

const examples = ["from", "in", "has", "before", "after", "quote", "without"] as const;

/** What a search understands, before the first one. */
export async function SearchHelp() {
  const t = await getTranslations("search");
  return (
    <section aria-label={t("help.title")} className="flex flex-col gap-3 pt-2">
      <p className="text-muted text-sm">{t("help.intro")}</p>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2.5 text-sm">
        {examples.map((example) => (
          <div key={example} className="contents">
            <dt>
              <code className="rounded-sm bg-sunken px-1.5 py-0.5 font-mono text-text text-xs">
                {t(`help.${example}.example`)}
              </code>
            </dt>
            <dd className="text-muted">{t(`help.${example}.text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
