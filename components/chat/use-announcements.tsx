"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { previewOf } from "@/lib/domain/chats/preview";
import type { MemberEntry } from "@/lib/domain/chats/views";

/** Screen readers are told at most this often, in milliseconds. */
const pause = 2_000;

/**
 * What a live region should say of the others' messages that arrive: one by its words, several at once by their
 * number. What was there at the start, what is changed and older messages that are loaded are not news.
 * @param newest the chat's newest entries, wherever its reader looks
 */
export function useAnnouncements(newest: readonly MemberEntry[], myId: string, ready: boolean): string {
  const t = useTranslations("chat");
  const [said, setSaid] = useState("");
  const seen = useRef<{ id: string | undefined } | null>(null);
  const waiting = useRef<MemberEntry[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const words = useRef<(news: MemberEntry[]) => string>(() => "");
  words.current = (news) => {
    const [only] = news;
    if (!only || news.length > 1) return t("announce.many", { count: news.length });
    const name = (only.author.kind === "system" ? null : only.author.name) ?? t("anonymous");
    const fileNames = only.files.map((file) => file.name);
    const text = previewOf(only.body, fileNames);
    return t(`announce.${only.kind === "note" ? "note" : "message"}`, { name, text });
  };

  useEffect(() => {
    if (!ready) return;
    const before = seen.current;
    seen.current = { id: newest.at(-1)?.id };
    if (before === null) return;
    waiting.current.push(...since(newest, before.id).filter((entry) => isSaidByOther(entry, myId)));
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
  }, [newest, myId, ready]);
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), []);
  return said;
}

/** What stands behind an entry. Several chats shown as one have no number that says so. */
export function since(newest: readonly MemberEntry[], id: string | undefined): readonly MemberEntry[] {
  const at = newest.findLastIndex((entry) => entry.id === id);
  // What is gone with a chat that belongs to the thread no longer doesn't make news of all others.
  return at < 0 && id !== undefined ? [] : newest.slice(at + 1);
}

/** Whether an entry is a message that somebody else has written. */
export const isSaidByOther = ({ kind, author, deleted }: MemberEntry, myId: string): boolean =>
  kind !== "event" && !deleted && author.kind !== "system" && author.id !== myId;
