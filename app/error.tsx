"use client";

import { useTranslations } from "next-intl";
import { FailedPage } from "./failed-page";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("common");
  const digest = digestOf(error);
  return (
    <FailedPage
      title={t("failure.title")}
      text={t("failure.text")}
      reference={digest ? t("failure.reference", { id: digest }) : null}
      action={t("actions.retry")}
      onRetry={retry}
    />
  );
}

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : undefined;
}
