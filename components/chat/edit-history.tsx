"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";
import type { EarlierWording } from "@/lib/chat-client/doors";
import { useMessageActions } from "./message-actions";

export interface EditHistoryProps {
  id: string;
  editedAt: string;
  timeZone: string;
}

/** Says that a message was changed; opens what it said before. */
export function EditHistory({ id, editedAt, timeZone }: EditHistoryProps) {
  const t = useTranslations("chat.edits");
  const format = useFormatter();
  const at = format.dateTime(new Date(editedAt), "full", { timeZone });
  return (
    <Popover>
      <PopoverTrigger
        title={t("at", { at })}
        className="min-h-6 rounded-sm px-0.5 text-subtle text-xs underline-offset-2 hover:underline"
      >
        {t("edited")}
      </PopoverTrigger>
      <PopoverContent aria-label={t("title")} className="max-h-80 w-80">
        <h3 className="font-semibold text-sm">{t("title")}</h3>
        <Wordings id={id} editedAt={editedAt} timeZone={timeZone} />
      </PopoverContent>
    </Popover>
  );
}

/** Mounted with the popover, so that each opening asks anew. */
function Wordings({ id, timeZone }: EditHistoryProps) {
  const t = useTranslations("chat.edits");
  const format = useFormatter();
  const { listEdits } = useMessageActions();
  const [earlier, setEarlier] = useState<EarlierWording[] | "failed" | null>(null);
  useEffect(() => {
    let gone = false;
    listEdits(id).then(
      (found) => gone || setEarlier(found),
      () => gone || setEarlier("failed"),
    );
    return () => {
      gone = true;
    };
  }, [id, listEdits]);
  if (earlier === null) return <Spinner className="my-2" />;
  if (earlier === "failed") return <p className="mt-2 text-muted text-sm">{t("failed")}</p>;
  if (earlier.length === 0) return <p className="mt-2 text-muted text-sm">{t("none")}</p>;
  return (
    <ol className="mt-2 flex flex-col gap-3">
      {earlier.map(({ body, at }) => (
        <li key={at}>
          <time dateTime={at} className="text-subtle text-xs">
            {format.dateTime(new Date(at), "full", { timeZone })}
          </time>
          {body ? (
            <p dir="auto" className="whitespace-pre-wrap break-words text-sm">
              {body}
            </p>
          ) : (
            <p className="text-muted text-sm italic">{t("noWords")}</p>
          )}
        </li>
      ))}
    </ol>
  );
}
