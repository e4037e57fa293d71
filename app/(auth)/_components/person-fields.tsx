"use client";

import { useTranslations } from "next-intl";
import type { PublicError } from "@/lib/core/errors";
import { TextField } from "./text-field";

/** Name and password of a new account; `email` too where no link has said it. */
export function PersonFields({ error, email }: { error: PublicError | null; email?: string }) {
  const t = useTranslations("auth");
  return (
    <>
      <TextField name="name" label={t("name")} autoComplete="name" error={error} required />
      {email === undefined ? (
        <TextField
          name="email"
          type="email"
          label={t("email")}
          autoComplete="username"
          error={error}
          required
        />
      ) : (
        <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
      )}
      <TextField
        name="password"
        type="password"
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="new-password"
        error={error}
        required
      />
    </>
  );
}
