"use client";

import { Check, Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

export interface ShellWorkspace {
  slug: string;
  name: string;
}

export interface WorkspaceSwitcherProps {
  workspace: ShellWorkspace;
  /** All workspaces of this person, the present one included. */
  workspaces: readonly ShellWorkspace[];
  /** Where a new workspace is made, for those who may make one. */
  createWorkspaceHref?: string;
}

export function WorkspaceSwitcher({ workspace, workspaces, createWorkspaceHref }: WorkspaceSwitcherProps) {
  const t = useTranslations("shell");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t("workspaces.current", { name: workspace.name })}
        className="flex size-12 items-center justify-center rounded-lg hover:bg-selected data-[state=open]:bg-selected sm:size-10"
      >
        <Avatar name={workspace.name} id={workspace.slug} shape="square" size={32} className="size-7" />
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" className="w-64">
        <DropdownMenuLabel>{t("workspaces.title")}</DropdownMenuLabel>
        {workspaces.map((other) => (
          <DropdownMenuItem key={other.slug} asChild>
            <Link
              href={`/w/${other.slug}/inbox`}
              aria-current={other.slug === workspace.slug ? "true" : undefined}
            >
              <Avatar name={other.name} id={other.slug} shape="square" size={20} />
              <span className="min-w-0 flex-1 truncate">{other.name}</span>
              {other.slug === workspace.slug ? <Check aria-hidden /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        {createWorkspaceHref ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem asChild>
              <Link href={createWorkspaceHref}>
                <Plus aria-hidden />
                {t("workspaces.create")}
              </Link>
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
