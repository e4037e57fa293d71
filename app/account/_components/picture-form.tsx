"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { squarePicture } from "./square-picture";

export interface PictureFormProps {
  id: string;
  name: string;
  avatar: string | null;
}

export function PictureForm({ id, name, avatar }: PictureFormProps) {
  const t = useTranslations("account");
  const errors = useTranslations("errors");
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(avatar);
  const [pending, start] = useTransition();

  const send = (body: Blob | null) =>
    start(async () => {
      const answer = await fetch("/api/account/avatar", { method: body ? "PUT" : "DELETE", body }).catch(
        () => null,
      );
      if (!answer?.ok) {
        toast({ title: t("profile.pictureFailed"), tone: "danger" });
        return;
      }
      setShown(((await answer.json()) as { avatar: string | null }).avatar);
      toast({ title: body ? t("saved") : t("profile.removed"), tone: "success" });
      router.refresh();
    });

  async function choose(file: File | undefined) {
    if (!file) return;
    const picture = await squarePicture(file).catch(() => null);
    if (picture) send(picture);
    else toast({ title: errors("fields.not_a_picture"), tone: "danger" });
  }

  return (
    <>
      <Avatar name={name} id={id} src={shown} size={64} />
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-hidden
        tabIndex={-1}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button pending={pending} onClick={() => input.current?.click()}>
        {t("profile.choose")}
      </Button>
      {shown ? (
        <Button variant="ghost" pending={pending} onClick={() => send(null)}>
          {t("profile.remove")}
        </Button>
      ) : null}
    </>
  );
}
