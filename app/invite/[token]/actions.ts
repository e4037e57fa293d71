"use server";

import { accountAction } from "@/lib/core/action";
import { signUpByInvitation } from "@/lib/domain/people/commands/sign-up-by-invitation";
import { acceptInvitation } from "@/lib/domain/workspaces/commands/accept-invitation";

export const acceptInvitationAction = accountAction(acceptInvitation);
export const signUpByInvitationAction = accountAction(signUpByInvitation);
