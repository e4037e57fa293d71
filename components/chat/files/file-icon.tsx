import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
} from "lucide-react";

const kinds = [
  [/^image\//, FileImage],
  [/^video\//, FileVideo],
  [/^audio\//, FileAudio],
  [/zip|rar|7z|gzip|x-tar|compressed/, FileArchive],
  [/spreadsheet|ms-excel|csv/, FileSpreadsheet],
  [/pdf|word|^text\/|opendocument\.text|rtf/, FileText],
] as const;

/** What kind of file it is, by its content; of plain text the name's ending tells code apart. */
export function FileIcon({ contentType = "", name }: { contentType?: string; name: string }) {
  const isCode = contentType === "text/plain" && /\.(html?|svg|jsx?|tsx?|json|css|py|sh|xml)$/i.test(name);
  const Icon = isCode ? FileCode : (kinds.find(([pattern]) => pattern.test(contentType))?.[1] ?? File);
  return (
    <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-hover text-muted">
      <Icon aria-hidden className="size-5" />
    </span>
  );
}
