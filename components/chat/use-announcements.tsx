"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { previewOf } from "@/lib/domain/chats/preview";
import type { MessageLine, ThreadLine } from "./thread-lines";

/** Screen readers are told at most this often, in milliseconds. */
const pause = 2_000;

/**
 * What a live region should say of the others' messages that arrive: one by its words, several at once by their
 * number. What was there at the start, and older messages that are loaded, are not news.
 */
export function useAnnouncements(lines: readonly ThreadLine[], myId: string, ready: boolean): string {
  const t = useTranslations("chat");
  const [said, setSaid] = useState("");
  const newest = useRef<number | null>(null);
  const waiting = useRef<MessageLine[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const words = useRef<(news: MessageLine[]) => string>(() => "");
  words.current = (news) => {
    const [only] = news;
    if (!only || news.length > 1) return t("announce.many", { count: news.length });
    const name = only.author.name ?? t("anonymous");
    const fileNames = only.files.map((file) => file.name);
    return t(`announce.${only.kind}`, { name, text: previewOf(only.body, fileNames) });
  };

  useEffect(() => {
    if (!ready) return;
    const messages = lines.filter((line): line is MessageLine => line.type === "message");
    const last = messages.reduce((max, { seq }) => Math.max(max, seq ?? 0), 0);
    const seen = newest.current;
    newest.current = Math.max(seen ?? 0, last);
    if (seen === null) return;
    waiting.current.push(...messages.filter(({ seq, author }) => (seq ?? 0) > seen && author.id !== myId));
    if (!waiting.current.length || timer.current) return;
    const speak = () => {
      const news = waiting.current;
      waiting.current = [];
      timer.current = null;
      if (!news.length) return;
      setSaid(words.current(news));
      timer.current = setTimeout(speak, pause);
    };
    speak();
  }, [lines, myId, ready]);

  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), []);
  return said;
}
