"use client";

import { ChevronLeft, ChevronRight, Download, Maximize, ZoomIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { CloseButton, scrim } from "@/components/ui/dialog";
import type { ImageView } from "./message-files";

export interface LightboxProps {
  images: readonly ImageView[];
  at: number;
  onAt: (index: number) => void;
  onClose: () => void;
}

/** The images of a message in full, one at a time: arrows turn over, Escape closes. */
export function Lightbox({ images, at, onAt, onClose }: LightboxProps) {
  const t = useTranslations("files");
  const [whole, setWhole] = useState(false);
  const [opener] = useState(() => document.activeElement);
  const shown = images[at];
  if (!shown) return null;
  const { name, url, image } = shown;
  const count = images.length;
  const turn = (by: number) => {
    setWhole(false);
    onAt((at + by + count) % count);
  };
  function onKeyDown(event: KeyboardEvent) {
    if (count < 2 || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    turn(event.key === "ArrowLeft" ? -1 : 1);
  }
  return (
    <Radix.Root open onOpenChange={(next) => next || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className="fixed inset-2 z-50 flex flex-col rounded-xl bg-raised text-text shadow-dialog outline-none sm:inset-6"
        >
          <div className="flex items-center gap-1 p-2 pl-4">
            <Radix.Title dir="auto" className="min-w-0 flex-1 truncate font-medium text-sm">
              {name}
            </Radix.Title>
            {count > 1 ? (
              <p aria-live="polite" className="px-2 text-muted text-xs tabular-nums">
                <span className="sr-only">{t("image", { number: at + 1, count, name })}</span>
                <span aria-hidden>
                  {at + 1} / {count}
                </span>
              </p>
            ) : null}
            <Tool label={t(whole ? "fit" : "zoom")} onClick={() => setWhole(!whole)}>
              {whole ? <Maximize aria-hidden /> : <ZoomIn aria-hidden />}
            </Tool>
            <a href={url} download={name} aria-label={t("download", { name })} className={tool}>
              <Download aria-hidden />
            </a>
            <CloseButton />
          </div>
          <div
            tabIndex={whole ? 0 : undefined}
            className={`flex min-h-0 flex-1 p-2 pt-0 ${whole ? "overflow-auto" : "items-center justify-center overflow-hidden"}`}
          >
            {/* biome-ignore lint/performance/noImgElement: as it was uploaded, with a signed address */}
            <img
              key={url}
              src={url}
              alt={name}
              width={image.width}
              height={image.height}
              // The small picture is there already, until the whole one has come.
              style={{ backgroundImage: `url("${image.thumbnailUrl}")` }}
              className={`bg-contain bg-center bg-no-repeat ${whole ? "m-auto max-w-none" : "size-auto max-h-full max-w-full object-contain"}`}
            />
          </div>
          {count > 1 ? (
            <>
              <Turn side="left" label={t("previous")} onClick={() => turn(-1)}>
                <ChevronLeft aria-hidden />
              </Turn>
              <Turn side="right" label={t("next")} onClick={() => turn(1)}>
                <ChevronRight aria-hidden />
              </Turn>
            </>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const tool =
  "flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text [&_svg]:size-4";

type ToolProps = { label: string; onClick: () => void; children: ReactNode };

function Tool({ label, onClick, children }: ToolProps) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className={tool}>
      {children}
    </button>
  );
}

function Turn({ side, label, onClick, children }: ToolProps & { side: "left" | "right" }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={`absolute top-1/2 flex size-10 items-center justify-center rounded-full border border-border bg-raised text-text shadow-raised hover:bg-hover ${side === "left" ? "left-2" : "right-2"}`}
    >
      {children}
    </button>
  );
}
