import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";
import { SettingsLayout } from "@/components/shell/settings-layout";
import { SkipLink } from "@/components/shell/skip-link";
import { Button } from "@/components/ui/button";
import { Toaster } from "@/components/ui/toaster";
import { Messages } from "@/lib/i18n/messages-provider";

/** The pages of a person's own account, which belong to no workspace. Each page asks who it is by itself. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("account");
  const links = [
    { href: "/account", label: t("nav.profile") },
    { href: "/account/preferences", label: t("nav.preferences") },
    { href: "/account/security", label: t("nav.security") },
    { href: "/account/data", label: t("nav.data") },
  ];
  return (
    <Messages namespaces={["account", "errors", "shell"]}>
      <SkipLink />
      <div className="flex min-h-dvh flex-col bg-background">
        <header className="flex h-12 shrink-0 items-center justify-between gap-4 border-border border-b px-4">
          <Logo />
          <Button asChild variant="ghost">
            <Link href="/">
              <ArrowLeft aria-hidden />
              {t("back")}
            </Link>
          </Button>
        </header>
        <main id="main" tabIndex={-1} className="grid flex-1 outline-none">
          <SettingsLayout title={t("title")} groups={[{ links }]}>
            {children}
          </SettingsLayout>
        </main>
      </div>
      <Toaster />
    </Messages>
  );
}
