import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import type { Welcome } from "./chat-header";

/** The company's first words, at the top of each conversation. */
export function Greeting({ welcome }: { welcome: Welcome }) {
  const t = useTranslations("customer");
  return (
    <div className="flex gap-2">
      <span className="flex w-7 shrink-0 items-end">
        <Avatar name={welcome.workspaceName} size={24} shape="square" />
      </span>
      <p
        dir="auto"
        className="max-w-[85%] whitespace-pre-wrap rounded-2xl rounded-bl-sm bg-hover px-3.5 py-2 text-base sm:max-w-[78%]"
      >
        {welcome.greeting || t("greeting")}
      </p>
    </div>
  );
}
