"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { FileView } from "@/lib/domain/chats/views";
import { FileIcon } from "./file-icon";
import { FileName } from "./file-name";
import { useFileSize } from "./use-file-size";

// Most who read open no image.
const Lightbox = lazy(async () => ({ default: (await import("./lightbox")).Lightbox }));

export type ImageView = FileView & { image: NonNullable<FileView["image"]> };

const isImage = (file: FileView): file is ImageView => file.image !== null;

/** What a message brought along: images in boxes whose size is known before they load, other files as cards. */
export function MessageFiles({ files }: { files: readonly FileView[] }) {
  const images = files.filter(isImage);
  const others = files.filter((file) => !isImage(file));
  if (files.length === 0) return null;
  return (
    <div className="mt-1.5 flex max-w-full flex-col gap-1.5 first:mt-0">
      {images.length > 0 ? <Images images={images} /> : null}
      {others.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
    </div>
  );
}

function Images({ images }: { images: readonly ImageView[] }) {
  const t = useTranslations("files");
  const [open, setOpen] = useState<number | null>(null);
  const [only] = images;
  return (
    <>
      <ul className={images.length === 1 ? "flex" : "grid grid-cols-[repeat(auto-fill,7rem)] gap-1.5"}>
        {images.map((file, index) => (
          <li key={file.id}>
            <button
              type="button"
              aria-label={t("open", { name: file.name })}
              onClick={() => setOpen(index)}
              style={images.length === 1 ? boxOf(only!) : undefined}
              className="block size-28 max-w-full overflow-hidden rounded-lg bg-hover"
            >
              {/* biome-ignore lint/performance/noImgElement: a small picture of ours, with a signed address */}
              <img
                src={file.image.thumbnailUrl}
                alt=""
                loading="lazy"
                decoding="async"
                className="size-full object-cover"
              />
            </button>
          </li>
        ))}
      </ul>
      {open === null ? null : (
        <Suspense fallback={null}>
          <Lightbox images={images} at={open} onAt={setOpen} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

const mostWide = 320;
const mostHigh = 240;

/** The place that one image alone takes: its own shape, within limits. */
function boxOf({ image: { width, height } }: ImageView) {
  const scale = Math.min(1, mostWide / width, mostHigh / height);
  return {
    width: Math.max(64, Math.round(width * scale)),
    height: Math.max(64, Math.round(height * scale)),
  };
}

function FileCard({ file: { name, size, contentType, url } }: { file: FileView }) {
  const t = useTranslations("files");
  const sizeOf = useFileSize();
  return (
    <a
      href={url}
      download={name}
      aria-label={t("download", { name })}
      className="flex w-64 max-w-full items-center gap-2 rounded-lg border border-border bg-raised p-1.5 text-text hover:bg-hover"
    >
      <FileIcon contentType={contentType} name={name} />
      <span className="min-w-0 flex-1">
        <FileName name={name} />
        <span className="block text-2xs text-muted">{sizeOf(size)}</span>
      </span>
      <Download aria-hidden className="size-4 shrink-0 text-muted" />
    </a>
  );
}
