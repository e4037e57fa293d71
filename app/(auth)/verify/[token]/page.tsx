import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadLink } from "../../_components/dead-link";
import { linkView } from "../../_components/link-view";
import { ChangeEmail } from "./_components/change-email";
import { SignUpForm } from "./_components/sign-up-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("titles.verify"), referrer: "no-referrer" };
}

/** An address is proven by opening this page and pressing its button: for a new account, or for the one there is. */
export default async function VerifyPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await linkView(token, ["sign_up", "change_email"]);
  if (!link?.email) return <DeadLink kind="link" request="/sign-up" />;
  const Form = link.purpose === "sign_up" ? SignUpForm : ChangeEmail;
  return <Form token={token} email={link.email} />;
}
