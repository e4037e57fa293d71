"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { TaskPanel } from "./task-panel";
import { useTask } from "./use-task";

export interface TaskSheetProps {
  slug: string;
  myId: string;
  number: number;
  timeZone: string;
  onClose: () => void;
}

/** A task's panel over the screen: from the right, on phones from below. A ticket is shown where tickets are. */
export function TaskSheet({ slug, myId, number, timeZone, onClose }: TaskSheetProps) {
  const t = useTranslations("tasks.panel");
  const router = useRouter();
  const phone = useMediaQuery("(max-width: 37.4rem)", false);
  const task = useTask(number);
  const { isTicket } = task;
  useEffect(() => {
    // In place of the address with the panel, so that Back leads to where the number stood.
    if (isTicket) router.replace(`/w/${slug}/inbox/${number}`);
  }, [isTicket, router, slug, number]);
  return (
    <Sheet open onOpenChange={(open) => open || onClose()}>
      <SheetContent
        title={t("heading", { number })}
        hideTitle
        side={phone ? "bottom" : "right"}
        className={phone ? undefined : "w-[min(27rem,calc(100%-2.5rem))]"}
      >
        <TaskPanel slug={slug} myId={myId} task={task} timeZone={timeZone} place="sheet" />
      </SheetContent>
    </Sheet>
  );
}
