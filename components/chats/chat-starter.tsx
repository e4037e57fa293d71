"use client";

import { MessageCircle, MessageCirclePlus, MessagesSquare } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { type CommandSource, useActions, useCommandSource } from "@/components/shell/actions";
import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import { toast } from "@/components/ui/toast";
import { useProblemWords } from "@/components/ui/use-problem-words";
import { askDoor } from "@/lib/chat-client/doors";
import type { ChatPage, ChatRow } from "@/lib/domain/chats/list-views";
import { settled } from "@/lib/forms/settled";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import type { NewChatDialogProps } from "./new-chat-dialog";
import { useChatName } from "./use-chat-name";
import { fetchPeople, isCalled } from "./use-people";

const dialog = lazyParts(() => import("./new-chat-dialog"));

interface ChatStarter {
  /** Asks whom to write to. */
  open: () => void;
  /** Opens the chat with one person. */
  writeTo: (userId: string) => void;
}

const StarterContext = createContext<ChatStarter | undefined>(undefined);

/** Begins chats, from wherever one is. */
export function useChatStarter(): ChatStarter {
  const starter = useContext(StarterContext);
  if (!starter) throw new Error("useChatStarter needs ChatStarter around it");
  return starter;
}

export interface ChatStarterProps {
  /** As in the dialog, with the workspace first: server actions. */
  openDirect: (slug: string, input: { userId: string }) => ReturnType<NewChatDialogProps["openDirect"]>;
  createGroup: (
    slug: string,
    input: Parameters<NewChatDialogProps["createGroup"]>[0],
  ) => ReturnType<NewChatDialogProps["createGroup"]>;
  children: ReactNode;
}

/** "New chat", people and chats in the command palette of every page. */
export function ChatStarter({ openDirect, createGroup, children }: ChatStarterProps) {
  const t = useTranslations("shell.newChat");
  const words = useProblemWords();
  const { slug, userId } = useMemberChannels();
  const goTo = useGoToChat(slug);
  const [asking, setAsking] = useState(0);
  const here = useParts(dialog, asking, () => setAsking(0));

  const writeTo = useCallback(
    async (id: string) => {
      const answer = await settled(() => openDirect(slug, { userId: id }));
      if (answer.ok) goTo(answer.data.chatId);
      else toast({ title: t("startFailed"), text: words(answer.error), tone: "danger" });
    },
    [openDirect, slug, goTo, t, words],
  );
  const starter = useMemo<ChatStarter>(
    () => ({ open: () => setAsking((before) => before + 1), writeTo: (id) => void writeTo(id) }),
    [writeTo],
  );

  useActions([
    {
      id: "chats.start",
      label: t("open"),
      group: t("palette.chats"),
      icon: MessageCirclePlus,
      run: starter.open,
    },
  ]);
  useCommandSource(usePeopleSource(slug, userId, starter.writeTo));
  useCommandSource(useChatSource(slug, userId, goTo));
  return (
    <StarterContext value={starter}>
      {children}
      {asking && here ? (
        <here.NewChatDialog
          slug={slug}
          myId={userId}
          openDirect={(id) => openDirect(slug, { userId: id })}
          createGroup={(group) => createGroup(slug, group)}
          onStarted={goTo}
          onClose={() => setAsking(0)}
        />
      ) : null}
    </StarterContext>
  );
}

/** Among the chats the address is enough: list and conversation ask for what they lack. */
function useGoToChat(slug: string): (chatId: string) => void {
  const router = useRouter();
  const amongChats = usePathname().startsWith(`/w/${slug}/chats`);
  return useCallback(
    (chatId: string) => {
      const href = `/w/${slug}/chats/${chatId}`;
      if (amongChats) window.history.pushState(null, "", href);
      else router.push(href);
    },
    [slug, amongChats, router],
  );
}

const mostFound = 5;

function usePeopleSource(slug: string, myId: string, writeTo: (userId: string) => void): CommandSource {
  const t = useTranslations("shell.newChat");
  return {
    id: "people",
    heading: t("palette.people"),
    search: async (q, signal) => {
      const people = await fetchPeople(slug);
      if (signal.aborted) return [];
      return people
        .filter(({ id, name }) => id !== myId && isCalled(name, q))
        .slice(0, mostFound)
        .map(({ id, name }) => ({
          id,
          label: t("palette.writeTo", { name }),
          icon: MessageCircle,
          run: () => writeTo(id),
        }));
    },
  };
}

function useChatSource(slug: string, myId: string, goTo: (chatId: string) => void): CommandSource {
  const t = useTranslations("shell.newChat");
  const nameOf = useChatName(myId);
  return {
    id: "chats",
    heading: t("palette.chats"),
    search: async (q, signal) => {
      const door = `/api/w/${slug}/chats`;
      const { items } = await askDoor<ChatPage>(`${door}?${new URLSearchParams({ q })}`, {});
      if (signal.aborted) return [];
      return items.slice(0, mostFound).map((chat: ChatRow) => ({
        id: chat.id,
        label: nameOf(chat),
        hint: chat.kind === "support" ? (chat.task?.title ?? undefined) : undefined,
        icon: MessagesSquare,
        run: () => goTo(chat.id),
      }));
    },
  };
}
