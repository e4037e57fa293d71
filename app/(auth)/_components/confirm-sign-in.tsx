"use client";

import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { SignInWay } from "@/lib/auth/browser";
import { useSignIn } from "./use-sign-in";

/** The button that a link's page is there for: opening the address alone must use nothing up. */
export function ConfirmSignIn({ way, token, label }: { way: SignInWay; token: string; label: string }) {
  const { error, pending, submit } = useSignIn(way, "/");
  return (
    <div className="flex flex-col gap-4">
      <FormError error={error} />
      <Button variant="primary" size="lg" pending={pending} onClick={() => submit({ token })}>
        {label}
      </Button>
    </div>
  );
}
