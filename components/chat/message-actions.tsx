"use client";

import { createContext, useContext } from "react";
import type { MayUndo } from "@/components/tasks/may-undo";
import type { EarlierWording } from "@/lib/chat-client/doors";
import type { Unsent } from "@/lib/chat-client/unsent";
import type { MemberEntry, Quote } from "@/lib/domain/chats/views";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { MessageLine } from "./thread-lines";

/** What can be done with the messages of the log around. What is absent isn't possible here. */
export interface MessageActions {
  me: PersonRef;
  chatId: string;
  /** Takes back others' messages too. */
  mayDeleteAny: boolean;
  react: (entry: MemberEntry, emoji: string) => void;
  reply?: (entry: MemberEntry) => void;
  edit: (entry: MemberEntry) => void;
  remove: (entry: MemberEntry) => void;
  copyLink: (entry: MemberEntry) => void;
  markUnread?: (entry: MemberEntry) => void;
  /** Begins to choose messages, with this one. */
  select?: (entry: MemberEntry) => void;
  selection?: Selection | null;
  /** Makes a task of what it says. */
  makeTask?: (entry: MemberEntry) => void;
  /** Whether to offer to take back what a line tells of. */
  mayUndo: MayUndo;
  /** What was not sent becomes what is being written. */
  takeBack?: (message: Unsent) => void;
  listEdits: (id: string) => Promise<EarlierWording[]>;
  /** Shows what was answered. */
  jumpTo: (quote: Quote) => void;
}

/** While messages are chosen. */
export interface Selection {
  has: (id: string) => boolean;
  /** Another one, or one less. */
  toggle: (id: string) => void;
  may: (line: MessageLine) => boolean;
}

const MessageActionsContext = createContext<MessageActions | null>(null);

export const MessageActionsProvider = MessageActionsContext.Provider;

export function useMessageActions(): MessageActions {
  const actions = useContext(MessageActionsContext);
  if (!actions) throw new Error("Messages need the actions of their log around them");
  return actions;
}

export const isOwn = (entry: MemberEntry, me: PersonRef): boolean =>
  entry.author.kind === "member" && entry.author.id === me.id;
