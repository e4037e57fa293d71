"use server";

import { action } from "@/lib/core/action";
import { arrangeViews } from "@/lib/domain/tasks/commands/arrange-views";
import { changeView } from "@/lib/domain/tasks/commands/change-view";
import { deleteView } from "@/lib/domain/tasks/commands/delete-view";
import { saveView } from "@/lib/domain/tasks/commands/save-view";

export const saveViewAction = action(saveView);
export const changeViewAction = action(changeView);
export const deleteViewAction = action(deleteView);
export const arrangeViewsAction = action(arrangeViews);
