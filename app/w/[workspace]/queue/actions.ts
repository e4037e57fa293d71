"use server";

import { action } from "@/lib/core/action";
import { arrangeViews } from "@/lib/domain/tasks/commands/arrange-views";
import { changeView } from "@/lib/domain/tasks/commands/change-view";
import { deleteView } from "@/lib/domain/tasks/commands/delete-view";
import { cancelBulkChange, dismissBulkChange } from "@/lib/domain/tasks/commands/end-bulk-change";
import { saveView } from "@/lib/domain/tasks/commands/save-view";
import { startBulkChange } from "@/lib/domain/tasks/commands/start-bulk-change";
import { undoBulkChange } from "@/lib/domain/tasks/commands/undo-bulk-change";

export const saveViewAction = action(saveView);
export const changeViewAction = action(changeView);
export const deleteViewAction = action(deleteView);
export const arrangeViewsAction = action(arrangeViews);
export const startBulkChangeAction = action(startBulkChange);
export const undoBulkChangeAction = action(undoBulkChange);
export const cancelBulkChangeAction = action(cancelBulkChange);
export const dismissBulkChangeAction = action(dismissBulkChange);
