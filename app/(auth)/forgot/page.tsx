import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MailPage } from "../_components/mail-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("forgot.title") };
}

export default function ForgotPage() {
  return <MailPage kind="forgot" />;
}
