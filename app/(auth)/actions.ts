"use server";

import { accountAction } from "@/lib/core/action";
import { completeSetup } from "@/lib/domain/people/commands/complete-setup";
import { confirmEmailChange } from "@/lib/domain/people/commands/confirm-email-change";
import { requestPasswordReset } from "@/lib/domain/people/commands/request-password-reset";
import { requestSignInLink } from "@/lib/domain/people/commands/request-sign-in-link";
import { resetPassword } from "@/lib/domain/people/commands/reset-password";
import { signUp } from "@/lib/domain/people/commands/sign-up";

export const requestSignInLinkAction = accountAction(requestSignInLink);
export const requestPasswordResetAction = accountAction(requestPasswordReset);
export const resetPasswordAction = accountAction(resetPassword);
export const signUpAction = accountAction(signUp);
export const confirmEmailChangeAction = accountAction(confirmEmailChange);
export const completeSetupAction = accountAction(completeSetup);
