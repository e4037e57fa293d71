"use server";

import { accountAction } from "@/lib/core/action";
import { updateProfile } from "@/lib/domain/people/commands/update-profile";

export const saveThemeAction = accountAction(updateProfile);
