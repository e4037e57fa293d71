import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { Messages } from "@/lib/i18n/messages-provider";

export default function WorkspacesLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["workspaces", "errors"]}>
      {children}
      <Toaster />
    </Messages>
  );
}
