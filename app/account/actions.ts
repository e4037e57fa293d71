"use server";

import { accountAction } from "@/lib/core/action";
import { cancelEmailChange } from "@/lib/domain/people/commands/cancel-email-change";
import { changePassword } from "@/lib/domain/people/commands/change-password";
import { disableTotp } from "@/lib/domain/people/commands/disable-totp";
import { enableTotp } from "@/lib/domain/people/commands/enable-totp";
import { renewRecoveryCodes } from "@/lib/domain/people/commands/renew-recovery-codes";
import { requestEmailChange } from "@/lib/domain/people/commands/request-email-change";
import { revokeOtherSessions } from "@/lib/domain/people/commands/revoke-other-sessions";
import { revokeSession } from "@/lib/domain/people/commands/revoke-session";
import { startLinking } from "@/lib/domain/people/commands/start-linking";
import { startTotp } from "@/lib/domain/people/commands/start-totp";
import { unlinkProvider } from "@/lib/domain/people/commands/unlink-provider";
import { updateProfile } from "@/lib/domain/people/commands/update-profile";

export const updateProfileAction = accountAction(updateProfile);
export const requestEmailChangeAction = accountAction(requestEmailChange);
export const cancelEmailChangeAction = accountAction(cancelEmailChange);
export const changePasswordAction = accountAction(changePassword);
export const startTotpAction = accountAction(startTotp);
export const enableTotpAction = accountAction(enableTotp);
export const disableTotpAction = accountAction(disableTotp);
export const renewRecoveryCodesAction = accountAction(renewRecoveryCodes);
export const revokeSessionAction = accountAction(revokeSession);
export const revokeOtherSessionsAction = accountAction(revokeOtherSessions);
export const startLinkingAction = accountAction(startLinking);
export const unlinkProviderAction = accountAction(unlinkProvider);
