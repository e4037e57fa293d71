"use client";

import { CircleAlert, Paperclip, RotateCw, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { Upload, UploadProblem } from "@/lib/chat-client/uploads";
import { largestFile, mostFiles } from "@/lib/domain/chats/file-limits";
import { FileIcon } from "./file-icon";
import { FileName } from "./file-name";
import { useFileSize } from "./use-file-size";
import type { Uploads } from "./use-uploads";

/** What is being attached: each file with how far it is, or why it didn't get there. */
export function UploadTray({ uploads }: { uploads: Uploads }) {
  const t = useTranslations("files");
  if (uploads.items.length === 0) return null;
  return (
    <ul aria-label={t("tray")} className="flex max-h-48 flex-wrap gap-2 overflow-y-auto px-3 pb-2">
      {uploads.items.map((item) => (
        <Row key={item.id} item={item} uploads={uploads} />
      ))}
    </ul>
  );
}

function Row({ item, uploads }: { item: Upload; uploads: Uploads }) {
  const t = useTranslations("files");
  const problemWords = useProblemWords();
  const sizeOf = useFileSize();
  const { id, name, status, view } = item;
  const picture = item.preview ?? view?.image?.thumbnailUrl;
  const words = item.problem ? problemWords(item.problem) : sizeOf(item.size);
  return (
    <li
      className={`flex w-64 max-w-full items-center gap-2 rounded-lg border bg-raised p-1.5 text-text ${status === "failed" ? "border-danger" : "border-border"}`}
    >
      {picture ? (
        // biome-ignore lint/performance/noImgElement: own picture, or one with a signed address
        <img src={picture} alt="" className="size-9 shrink-0 rounded-md object-cover" />
      ) : (
        <FileIcon contentType={view?.contentType} name={name} />
      )}
      <div className="min-w-0 flex-1">
        <FileName name={name} />
        {status === "uploading" ? (
          <Progress item={item} />
        ) : (
          <p
            role={status === "failed" ? "alert" : undefined}
            className={`flex items-start gap-1 text-2xs ${status === "failed" ? "text-danger-text" : "text-muted"}`}
          >
            {status === "failed" ? <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" /> : null}
            {words}
          </p>
        )}
      </div>
      {item.retriable && status === "failed" ? (
        <TrayButton label={t("retryName", { name })} onClick={() => uploads.retry(id)}>
          <RotateCw aria-hidden className="size-3.5" />
        </TrayButton>
      ) : null}
      <TrayButton
        label={t(status === "uploading" ? "cancel" : "remove", { name })}
        onClick={() => uploads.remove(id)}
      >
        <X aria-hidden className="size-3.5" />
      </TrayButton>
    </li>
  );
}

function TrayButton(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
      className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-text"
    >
      {props.children}
    </button>
  );
}

function Progress({ item: { name, progress } }: { item: Upload }) {
  const t = useTranslations("files");
  const format = useFormatter();
  const percent = format.number(progress, { style: "percent", maximumFractionDigits: 0 });
  return (
    <progress
      value={progress}
      max={1}
      aria-label={t("uploading", { name, percent })}
      className="block h-1.5 w-full overflow-hidden rounded-full bg-hover accent-accent"
    />
  );
}

const codes = ["RATE_LIMITED", "UNAVAILABLE"] as const;

function useProblemWords(): (problem: UploadProblem) => string {
  const t = useTranslations("files.problems");
  const sizeOf = useFileSize();
  return (problem) => {
    if (problem === "too_large") return t("too_large", { limit: sizeOf(largestFile) });
    if (problem === "too_many") return t("too_many", { count: mostFiles });
    if (typeof problem === "string") return t(problem);
    if (problem.reason === "storage_full") return t("storage_full");
    return t(codes.find((code) => code === problem.code) ?? "other");
  };
}

/** Opens the browser's own choice of files. */
export function AttachButton({ uploads, className }: { uploads: Uploads; className?: string }) {
  const t = useTranslations("files");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        aria-label={t("attach")}
        title={t("attach")}
        onClick={() => input.current?.click()}
        className={cn(
          "flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text",
          className,
        )}
      >
        <Paperclip aria-hidden className="size-4" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          uploads.add([...(event.target.files ?? [])]);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}
