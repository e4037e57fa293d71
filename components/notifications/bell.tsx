"use client";

import { Bell as BellIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { railItem } from "@/components/shell/rail";
import { CountBadge } from "@/components/ui/badge";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { useChannel } from "@/lib/realtime/realtime-provider";
import { useMemberPresence } from "@/lib/realtime/use-member-presence";

const listParts = lazyParts(() => import("./notification-list"));

/** The bell in the rail: how many notifications are unread, live, and the list of them. Also in the tab's title. */
export function Bell({ slug, unread: initial }: { slug: string; unread: number }) {
  const t = useTranslations("notifications");
  const { user } = useMemberChannels();
  const [unread, setUnread] = useState(initial);
  const [open, setOpen] = useState(false);
  const rail = useMediaQuery("(min-width: 37.5rem)", true);
  const list = useParts(listParts, open, () => setOpen(false));
  useChannel(user, {
    onEvent: (name, data) => {
      if (name === "notification.changed") setUnread((data as { unread: number }).unread);
    },
  });
  useTitleCount(unread);
  // Where conversations are open, the page itself tells that its reader is here, together with what is open.
  const path = usePathname();
  const elsewhere = !["inbox", "chats"].some((section) => path.startsWith(`/w/${slug}/${section}`));
  return (
    <Popover open={open} onOpenChange={setOpen}>
      {elsewhere ? <Here /> : null}
      <PopoverTrigger
        aria-label={unread ? t("openCount", { count: unread }) : t("open")}
        title={t("open")}
        className={railItem}
      >
        <BellIcon aria-hidden strokeWidth={1.75} />
        <CountBadge count={unread} className="absolute top-0.5 right-0 ring-2 ring-background" />
      </PopoverTrigger>
      <PopoverContent
        aria-label={t("title")}
        // Beside the rail, or above the bar that a phone has for it.
        side={rail ? "right" : "top"}
        align="end"
        className="flex max-h-[min(32rem,var(--radix-popper-available-height))] w-90 max-w-[calc(100vw-1rem)] flex-col p-0"
      >
        {list ? (
          <list.NotificationList slug={slug} onUnread={setUnread} onClose={() => setOpen(false)} />
        ) : (
          <Spinner className="m-6" />
        )}
      </PopoverContent>
    </Popover>
  );
}

function Here() {
  useMemberPresence(null);
  return null;
}

/** `(3) Inbox · Flowra`: the number stays when a page changes its title. */
function useTitleCount(count: number) {
  useEffect(() => {
    const show = () => {
      const bare = document.title.replace(/^\(\d+\+?\) /, "");
      const wanted = count > 0 ? `(${count > 99 ? "99+" : count}) ${bare}` : bare;
      if (document.title !== wanted) document.title = wanted;
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
}
