"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import type { Member } from "@/lib/domain/workspaces/views";
import { usePresence } from "@/lib/realtime/people-presence";
import { setAvailabilityAction } from "../../actions";
import { CapacityInput } from "./capacity-input";

/** One member: whether tickets come to them now, how many they have, and the figures that may be changed. */
export function TakingRow({ workspace, member }: { workspace: string; member: Member }) {
  const t = useTranslations("settings.taking");
  const members = useTranslations("settings.members");
  const words = useProblemWords();
  const router = useRouter();
  const presence = usePresence(member.id);
  const [, startTransition] = useTransition();
  const [available, show] = useOptimistic(member.available);
  const { id: userId, name, assignment } = member;
  if (!assignment) return null;
  const { inHand, capacity } = assignment;
  const most = capacity.own ?? capacity.usual;
  const mayChange = member.manageable || member.isSelf;

  function setAvailable(next: boolean) {
    startTransition(async () => {
      show(next);
      const result = await setAvailabilityAction(workspace, { userId, available: next });
      if (!result.ok)
        toast({ title: members("notChanged", { name }), text: words(result.error), tone: "danger" });
      router.refresh();
    });
  }

  const state = !available ? "away" : presence === "offline" ? "offline" : inHand < most ? "free" : "full";
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-2.5 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-56 items-center gap-2.5">
        <Avatar name={name} id={userId} src={member.avatar} size={32} status={presence} />
        <div className="min-w-0">
          <p className="truncate font-medium text-sm text-text">
            {name}
            {member.isSelf ? <span className="font-normal text-subtle"> {members("you")}</span> : null}
          </p>
          <p className={cn("truncate text-xs", state === "free" ? "text-success-text" : "text-subtle")}>
            {t(`states.${state}`)}
          </p>
        </div>
      </div>
      <Share inHand={inHand} most={most} words={t("inHand", { inHand, most })} />
      <CapacityInput workspace={workspace} member={member} capacity={capacity} disabled={!mayChange} />
      <Switch
        aria-label={members("availableOf", { name })}
        checked={available}
        disabled={!mayChange}
        onCheckedChange={setAvailable}
      />
    </li>
  );
}

/** Tickets in hand beside what fits into it, as words and as a bar. */
function Share({ inHand, most, words }: { inHand: number; most: number; words: string }) {
  const part = Math.min(1, inHand / most);
  return (
    <div className="flex w-28 flex-col gap-1">
      <span className="text-muted text-xs tabular-nums">{words}</span>
      <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none" className="h-1 w-full rounded-full">
        <rect width="100" height="4" className="fill-hover" />
        <rect width={part * 100} height="4" className={part < 1 ? "fill-accent" : "fill-warning"} />
      </svg>
    </div>
  );
}
