import { MessageSquareReply, StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Whether one answers the customer, or notes something for the team. */
export function ModeButtons(props: {
  note: boolean;
  replyAllowed: boolean;
  onMode: (kind: "message" | "note") => void;
}) {
  const { note, replyAllowed, onMode } = props;
  const t = useTranslations("composer");
  return (
    <fieldset className="flex items-center gap-1 px-2 pt-2">
      <legend className="sr-only">{t("mode")}</legend>
      <ModeButton chosen={!note} disabled={!replyAllowed} onClick={() => onMode("message")}>
        <MessageSquareReply aria-hidden />
        {t("reply")}
      </ModeButton>
      <ModeButton chosen={note} onClick={() => onMode("note")}>
        <StickyNote aria-hidden />
        {t("note")}
      </ModeButton>
    </fieldset>
  );
}

function ModeButton({ chosen, ...props }: { chosen: boolean } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-md px-2 font-medium text-muted text-xs hover:bg-hover hover:text-text disabled:opacity-50 [&_svg]:size-3.5",
        chosen && "bg-hover text-text",
      )}
      {...props}
    />
  );
}
