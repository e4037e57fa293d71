import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthLayout } from "@/components/shell/auth-layout";
import { buttonStyles } from "@/components/ui/button-styles";
import { loadAccount } from "@/lib/core/load";
import { getInvitation } from "@/lib/domain/workspaces/queries/get-invitation";
import { Messages } from "@/lib/i18n/messages-provider";
import { AcceptForm } from "./_components/accept-form";
import { OtherAccount } from "./_components/other-account";
import { SignUpForm } from "./_components/sign-up-form";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata(): Promise<Metadata> {
  // The address carries a secret: no other site may learn it from a link.
  return { title: (await getTranslations("workspaces"))("invite.title"), referrer: "no-referrer" };
}

/** Where an invitation's link leads: to joining, with the account of its address or with a new one. */
export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const [invitation, t] = await Promise.all([
    loadAccount(getInvitation, { token }),
    getTranslations("workspaces"),
  ]);
  const { state, workspace, invitedBy, email, role, hasAccount, signedInAs } = invitation;
  if (state !== "open") {
    return (
      <AuthLayout
        title={t(`invite.${state}.title`)}
        description={t(`invite.${state}.text`, { name: invitedBy })}
      >
        <Link href={`/w/${workspace.slug}`} className={`${buttonStyles({ size: "lg" })} w-full`}>
          {t("invite.open", { workspace: workspace.name })}
        </Link>
      </AuthLayout>
    );
  }
  const next = encodeURIComponent(`/invite/${token}`);
  return (
    <Messages namespaces={["workspaces", "errors"]}>
      <AuthLayout
        title={t("invite.heading", { workspace: workspace.name })}
        description={t("invite.text", { name: invitedBy, role: t(`roles.${role}.name`) })}
      >
        {signedInAs === email ? (
          <AcceptForm token={token} workspace={workspace} email={email} />
        ) : signedInAs ? (
          <OtherAccount token={token} email={email} signedInAs={signedInAs} />
        ) : hasAccount ? (
          <div className="flex flex-col gap-4">
            <p className="text-sm">{t("invite.hasAccount", { email })}</p>
            <Link href={`/sign-in?next=${next}`} className={buttonStyles({ variant: "primary", size: "lg" })}>
              {t("invite.signIn")}
            </Link>
          </div>
        ) : (
          <SignUpForm token={token} email={email} />
        )}
      </AuthLayout>
    </Messages>
  );
}
