"use client";

import { NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import { type ReactNode, useMemo } from "react";

type Texts = Partial<ReturnType<typeof useMessages>>;

/** Adds texts to those a provider above has given; next-intl's own provider would replace them. */
export function MergeMessages({ messages, children }: { messages: Texts; children: ReactNode }) {
  const locale = useLocale();
  const given = useMessages();
  const merged = useMemo(() => ({ ...given, ...messages }), [given, messages]);
  return (
    <NextIntlClientProvider locale={locale} messages={merged}>
      {children}
    </NextIntlClientProvider>
  );
}
