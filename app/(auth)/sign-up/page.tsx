import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailPage } from "../_components/mail-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signUp.title") };
}

export default function SignUpPage() {
  return <MailPage kind="signUp" />;
}
