import Link from "next/link";
import { useTranslations } from "next-intl";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Banner } from "@/components/ui/banner";
import { mailConfigured } from "@/lib/email/client";
import { MailRequest } from "./mail-request";

/** A page that asks for an address to send a link to. */
export function MailPage({ kind }: { kind: "signUp" | "forgot" }) {
  const t = useTranslations("auth");
  return (
    <AuthLayout
      title={t(`${kind}.title`)}
      description={t(`${kind}.text`)}
      footer={
        <Link href="/sign-in" className="text-accent-text underline underline-offset-2">
          {t("back")}
        </Link>
      }
    >
      {mailConfigured() ? (
        <MailRequest wants={kind === "signUp" ? "sign_up" : "reset"} submitLabel={t(`${kind}.submit`)} />
      ) : (
        <Banner tone="warning">{t("mailOff")}</Banner>
      )}
    </AuthLayout>
  );
}
