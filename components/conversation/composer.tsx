"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useId } from "react";
import { AttachButton, UploadTray } from "@/components/chat/files/upload-tray";
import type { Uploads } from "@/components/chat/files/use-uploads";
import { Button } from "@/components/ui/button";
import { isVisible } from "@/lib/core/visible";
import { maxBody } from "@/lib/domain/chats/limits";

const tellFrom = maxBody - 500;

export interface ComposerProps {
  text: string;
  onChange: (text: string) => void;
  /** Gets the text as it is; not called for blank or too long ones. */
  onSend: (text: string) => void;
  /** What is being attached; left out where nothing can be. */
  uploads?: Uploads;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Where one writes. Enter sends where there is a keyboard; on touch screens it makes a new line. */
export function Composer({ text, onChange, onSend, uploads, ref }: ComposerProps) {
  const t = useTranslations("customer.composer");
  const id = useId();
  const over = text.length - maxBody;
  // Sending waits until all files are there.
  const hasFiles = uploads !== undefined && uploads.ready.length > 0;
  const canSend = (isVisible(text) || hasFiles) && over <= 0 && !uploads?.pending;
  const send = () => {
    if (canSend) onSend(text);
  };

  function onKeyDown(event: KeyboardEvent) {
    // Enter also ends a composition (Chinese, Japanese, accents): that one must not send.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    if (matchMedia("(pointer: coarse)").matches && !event.metaKey && !event.ctrlKey) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="flex flex-col gap-1 pt-2"
    >
      {uploads ? <UploadTray uploads={uploads} /> : null}
      <div
        className={`flex items-end gap-1 rounded-2xl border bg-surface py-1 pr-1 pl-1.5 focus-within:outline-2 focus-within:outline-focus ${over > 0 ? "border-danger" : "border-control"}`}
      >
        {uploads ? <AttachButton uploads={uploads} className="size-10 rounded-full" /> : null}
        <label htmlFor={id} className="sr-only">
          {t("label")}
        </label>
        <textarea
          ref={ref}
          id={id}
          dir="auto"
          rows={1}
          value={text}
          placeholder={t("placeholder")}
          title={t("keys")}
          enterKeyHint="enter"
          aria-invalid={over > 0 || undefined}
          aria-describedby={`${id}-count`}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const { files } = event.clipboardData;
            if (!uploads || files.length === 0) return;
            event.preventDefault();
            uploads.add([...files]);
          }}
          className="field-sizing-content max-h-40 min-h-10 flex-1 resize-none bg-transparent px-2 py-2 text-lg leading-6 outline-none sm:text-base"
        />
        <Button
          type="submit"
          variant="primary"
          aria-label={t("send")}
          title={t("send")}
          aria-disabled={!canSend || undefined}
          className="size-10 rounded-full px-0"
        >
          <ArrowUp aria-hidden />
        </Button>
      </div>
      <div id={`${id}-count`} aria-live="polite" className="px-2 text-right text-xs">
        {over > 0 ? (
          <p className="text-danger-text">{t("tooLong", { count: over, limit: maxBody })}</p>
        ) : text.length >= tellFrom ? (
          <p className="text-subtle">{t("left", { count: -over })}</p>
        ) : null}
      </div>
    </form>
  );
}
