import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { DeliveryMark } from "./delivery-mark";
import { FailedMark } from "./failed-mark";
import type { MessageLine } from "./thread-lines";

export interface MessageFootProps {
  line: MessageLine;
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
}

/** Pictures beside one another before the rest becomes a number. */
const mostPictures = 5;

/** How far a message came and who has read it, in one line that takes no place when there is nothing to say. */
export function MessageFoot({ line, onRetry, onDiscard }: MessageFootProps) {
  const t = useTranslations("chat");
  const { unsent, readers } = line;
  if (unsent?.status === "failed")
    return <FailedMark unsent={unsent} onRetry={onRetry} onDiscard={onDiscard} />;
  const told = unsent !== null || (line.last && line.delivery !== null);
  if (!told && readers.length === 0) return null;
  const names = readers.map(({ name }) => name).join(", ");
  const shown = readers.length > mostPictures + 1 ? readers.slice(0, mostPictures) : readers;
  return (
    <div className="flex min-h-4 items-center gap-2 px-1 text-subtle text-xs">
      {told ? <DeliveryMark line={line} /> : null}
      {readers.length > 0 ? (
        <span title={t("readBy", { names })} className="flex items-center gap-1">
          <span className="sr-only">{t("readBy", { names })}</span>
          <span aria-hidden className="flex -space-x-1">
            {shown.map(({ id, name, avatar }) => (
              <Avatar
                key={id}
                name={name}
                id={id}
                src={avatar}
                size={16}
                className="rounded-full ring-1 ring-surface"
              />
            ))}
          </span>
          {readers.length > shown.length ? (
            <span aria-hidden className="tabular-nums">
              +{readers.length - shown.length}
            </span>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}
