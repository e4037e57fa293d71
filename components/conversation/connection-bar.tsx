import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";

/** Says when messages can't leave, or come late. */
export function ConnectionBar({ offline, polling }: { offline: boolean; polling: boolean }) {
  const t = useTranslations("customer.connection");
  if (offline) {
    return (
      <Banner tone="offline" shape="bar">
        {t("offline")}
      </Banner>
    );
  }
  return polling ? (
    <Banner tone="warning" shape="bar">
      {t("polling")}
    </Banner>
  ) : null;
}
