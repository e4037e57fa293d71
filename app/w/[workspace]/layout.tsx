import type { ReactNode } from "react";
import { Bell } from "@/components/notifications/bell";
import { RememberWorkspace } from "@/components/shell/remember-workspace";
import type { Section } from "@/components/shell/sections";
import type { Permission } from "@/lib/auth/permissions";
import { load } from "@/lib/core/load";
import { getWorkspaceShell } from "@/lib/domain/workspaces/queries/get-workspace-shell";
import { Messages } from "@/lib/i18n/messages-provider";
import { MemberRealtime } from "@/lib/realtime/member-realtime";
import { getMemberChannels } from "@/lib/realtime/queries/get-member-channels";
import { MemberShell } from "./_components/member-shell";
import { Profile } from "./_components/profile";
import { createGroupAction, openDirectChatAction } from "./chats/actions";

type Props = { params: Promise<{ workspace: string }>; children: ReactNode };

const sectionPermissions: Record<Section, Permission> = {
  inbox: "ticket:handle",
  queue: "ticket:handle",
  chats: "chat:use",
  requests: "support-chat:own",
  customers: "customer:read",
  settings: "member:list",
};

/**
 * The frame around members' pages. It guards nothing: a layout isn't rendered again when somebody moves on, so every
 * page asks for what it shows by itself.
 */
export default async function WorkspaceLayout({ params, children }: Props) {
  const { workspace: slug } = await params;
  const [shell, channels] = await Promise.all([
    load(getWorkspaceShell, slug, {}),
    load(getMemberChannels, slug, {}),
  ]);
  const sections = (Object.keys(sectionPermissions) as Section[]).filter((section) =>
    shell.permissions.includes(sectionPermissions[section]),
  );
  return (
    <Messages namespaces={["shell", "errors", "notifications", "files"]}>
      <RememberWorkspace slug={slug} />
      <MemberRealtime
        slug={slug}
        workspaceName={shell.workspace.name}
        channels={channels}
        permissions={shell.permissions}
      >
        <MemberShell
          workspace={shell.workspace}
          workspaces={shell.workspaces}
          createWorkspaceHref="/workspaces/new"
          sections={sections}
          shortcuts={shell.shortcuts}
          bell={<Bell slug={slug} unread={shell.unreadNotifications} />}
          profile={<Profile user={shell.user} theme={shell.theme} available={shell.available} />}
          unreadChats={shell.unreadChats}
          chatActions={{ openDirect: openDirectChatAction, createGroup: createGroupAction }}
        >
          {children}
        </MemberShell>
      </MemberRealtime>
    </Messages>
  );
}
