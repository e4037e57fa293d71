import type { ReactNode } from "react";
import { Messages } from "@/lib/i18n/messages-provider";

export default function AuthPages({ children }: { children: ReactNode }) {
  return <Messages namespaces={["auth", "errors"]}>{children}</Messages>;
}
