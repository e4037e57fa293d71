import { useTranslations } from "next-intl";
import type { Mode, Viewer } from "@/components/chat/use-viewers";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";

const words = { viewing: "viewing", reply: "replying", note: "noting" } as const;

/** Who else is here: pictures, and the strongest of what they do in words. */
export function ViewersLine({ viewers }: { viewers: readonly Viewer[] }) {
  const t = useTranslations("inbox.thread");
  const mode = (["reply", "note", "viewing"] as Mode[]).find((one) =>
    viewers.some((viewer) => viewer.mode === one),
  );
  const names = viewers.filter((viewer) => viewer.mode === mode).map(({ name }) => name);
  return (
    // Stays when it is empty: a live region has to exist before what it says.
    <p
      role="status"
      className={cn(
        "flex min-w-0 items-center gap-1.5 text-xs",
        mode === "reply" ? "text-warning-text" : "text-muted",
      )}
    >
      {mode ? (
        <>
          <span className="-space-x-1 flex shrink-0">
            {viewers.slice(0, 3).map(({ id, name, avatar, mode: does }) => (
              <Avatar
                key={id}
                name={name}
                id={id}
                src={avatar}
                size={20}
                className={cn("rounded-full ring-2", does === "viewing" ? "ring-surface" : "ring-warning")}
              />
            ))}
          </span>
          {/* Where room is short, the names give way: what they do there matters more. */}
          <span title={names.join(", ")} className="flex min-w-0 gap-1 whitespace-nowrap">
            {t.rich(words[mode], {
              names: names.slice(0, 3).join(", "),
              count: names.length,
              who: (chunks) => <span className="truncate">{chunks}</span>,
            })}
          </span>
        </>
      ) : null}
    </p>
  );
}
