"use server";

import { accountAction } from "@/lib/core/action";
import { createWorkspace } from "@/lib/domain/workspaces/commands/create-workspace";
import { restoreWorkspace } from "@/lib/domain/workspaces/commands/restore-workspace";

export const createWorkspaceAction = accountAction(createWorkspace);
export const restoreWorkspaceAction = accountAction(restoreWorkspace);
