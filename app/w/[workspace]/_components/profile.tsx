"use client";

import { CircleCheck, MoonStar } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { useActions } from "@/components/shell/actions";
import { ProfileMenu } from "@/components/shell/profile-menu";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { signOut } from "@/lib/auth/browser";
import type { WorkspaceShell } from "@/lib/domain/workspaces/views";
import { settled } from "@/lib/forms/settled";
import { channelName } from "@/lib/realtime/channel-names";
import type { Payload } from "@/lib/realtime/contract";
import { useMay, useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import { saveThemeAction } from "../actions";
import { setAvailabilityAction } from "../settings/actions";

/** The menu of the signed-in person, in which those who answer tickets say whether new ones may come to them. */
export function Profile({ user, theme, available }: Pick<WorkspaceShell, "user" | "theme" | "available">) {
  const handles = useMay("availability:own");
  const availability = useAvailability(available);
  const t = useTranslations("shell");
  const { isAvailable, setAvailable } = availability;
  const toggle = {
    id: "availability.toggle",
    label: t(isAvailable ? "availability.leave" : "availability.return"),
    group: t("groups.general"),
    icon: isAvailable ? MoonStar : CircleCheck,
    run: () => setAvailable(!isAvailable),
  };
  useActions(handles ? [toggle] : []);
  return (
    <ProfileMenu
      user={{ ...user, avatarUrl: user.avatar }}
      theme={theme}
      availability={handles ? availability : null}
      saveTheme={(chosen) => saveThemeAction({ theme: chosen })}
      signOut={() => signOut()}
    />
  );
}

/** Shown at once, and as it is stored when a manager or another tab changes it; back where the server refuses. */
function useAvailability(stored: boolean) {
  const { slug, workspaceId, epoch, userId } = useMemberChannels();
  const t = useTranslations("shell.availability");
  const words = useProblemWords();
  const [isAvailable, show] = useState(stored);
  const [, startTransition] = useTransition();
  useEffect(() => show(stored), [stored]);
  useChannel(channelName.people({ workspaceId, epoch }), {
    onEvent: (name, data) => {
      if (name !== "availability.changed") return;
      const news = data as Payload<"people", "availability.changed">;
      if (news.userId === userId) show(news.available);
    },
  });
  const setAvailable = (available: boolean) => {
    show(available);
    startTransition(async () => {
      const result = await settled(() => setAvailabilityAction(slug, { available }));
      if (!result.ok) show(!available);
      toast(
        result.ok
          ? { title: t(available ? "returned" : "left"), tone: "success" }
          : { title: t("failed"), text: words(result.error), tone: "danger" },
      );
    });
  };
  return { isAvailable, setAvailable };
}
