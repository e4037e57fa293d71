import {
  Inbox,
  type LucideIcon,
  MessageCircleQuestion,
  MessagesSquare,
  Rows3,
  Settings,
  Users,
} from "lucide-react";

/** The places of the members' side, in the order of the rail. Which of them a person sees is the caller's to say. */
export const sections = ["inbox", "queue", "chats", "requests", "customers", "settings"] as const;
export type Section = (typeof sections)[number];

export const sectionIcons: Record<Section, LucideIcon> = {
  inbox: Inbox,
  queue: Rows3,
  chats: MessagesSquare,
  requests: MessageCircleQuestion,
  customers: Users,
  settings: Settings,
};

/** Keys that lead there, after `g`. */
export const sectionKeys: Record<Section, string> = {
  inbox: "g i",
  queue: "g q",
  chats: "g c",
  requests: "g m",
  customers: "g u",
  settings: "g s",
};

export function sectionHref(workspaceSlug: string, section: Section): string {
  return `/w/${workspaceSlug}/${section}`;
}
