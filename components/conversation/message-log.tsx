"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { dayNamer } from "./day";
import type { Line, MessageLine } from "./lines";
import { MessageBubble } from "./message-bubble";

export interface MessageLogProps {
  lines: readonly Line[];
  timeZone: string;
  /** What stands under a message: its delivery, its failure. */
  deliveryOf: (line: MessageLine) => ReactNode;
  onReply?: (line: MessageLine) => void;
}

/** What was said, with days and events between. Its container is the live region. */
export function MessageLog({ lines, timeZone, deliveryOf, onReply }: MessageLogProps) {
  const format = useFormatter();
  const timeOf = (at: string) => format.dateTime(new Date(at), "time", { timeZone });
  return lines.map((line) => (
    <Fragment key={line.key}>
      {line.type === "message" ? (
        <MessageBubble line={line} time={timeOf(line.at)} delivery={deliveryOf(line)} onReply={onReply} />
      ) : (
        <Separator line={line} timeZone={timeZone} />
      )}
    </Fragment>
  ));
}

function Separator({ line, timeZone }: { line: Exclude<Line, MessageLine>; timeZone: string }) {
  const t = useTranslations("customer");
  const format = useFormatter();
  if (line.type === "event") {
    return (
      <p className="mt-4 text-balance text-center text-subtle text-xs">
        {line.text || t(`events.${line.name}`, { member: line.member, days: line.days ?? 0 })}
      </p>
    );
  }
  if (line.type === "new") {
    return (
      <p className="mt-4 flex items-center gap-2 text-accent-text text-xs before:h-px before:flex-1 before:bg-current before:opacity-40 after:h-px after:flex-1 after:bg-current after:opacity-40">
        {t("newLine")}
      </p>
    );
  }
  const dayOf = dayNamer(timeZone);
  const day = dayOf(line.at);
  const words =
    day === dayOf(new Date())
      ? t("today")
      : day === dayOf(new Date(Date.now() - 86_400_000))
        ? t("yesterday")
        : format.dateTime(new Date(line.at), "date", { timeZone });
  return <p className="mt-5 text-center font-medium text-subtle text-xs first:mt-0">{words}</p>;
}
