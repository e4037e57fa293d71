import Link from "next/link";
import { useTranslations } from "next-intl";
import { AuthLayout } from "@/components/shell/auth-layout";
import { Button } from "@/components/ui/button";

export interface DeadLinkProps {
  kind: "link" | "setup" | "demo";
  /** Where one gets a new one. */
  request?: string;
}

/** What every link shows that does nothing (any more), whatever the reason. */
export function DeadLink({ kind, request }: DeadLinkProps) {
  const t = useTranslations("auth");
  const text = { link: t("dead.text"), setup: t("dead.setupText"), demo: t("dead.demoText") }[kind];
  return (
    <AuthLayout title={t("dead.title")} description={text}>
      <div className="flex flex-wrap gap-2">
        {request ? (
          <Button asChild variant="primary">
            <Link href={request}>{t("dead.request")}</Link>
          </Button>
        ) : null}
        <Button asChild>
          <Link href="/sign-in">{t("dead.signIn")}</Link>
        </Button>
      </div>
    </AuthLayout>
  );
}
