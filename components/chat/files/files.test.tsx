import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import { Composer } from "@/components/conversation/composer";
import type { Upload } from "@/lib/chat-client/uploads";
import type { FileView } from "@/lib/domain/chats/views";
import common from "@/messages/en/common.json";
import customer from "@/messages/en/customer.json";
import files from "@/messages/en/files.json";
import { MessageFiles } from "./message-files";
import { UploadTray } from "./upload-tray";
import { useUploads } from "./use-uploads";

const shown = (what: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ common, customer, files }}>
      {what}
    </NextIntlClientProvider>,
  );

const file = (given: Partial<FileView> = {}): FileView => ({
  id: "1",
  name: "plan.pdf",
  contentType: "application/pdf",
  size: 2_400_000,
  url: "/api/files/1?signature=x",
  image: null,
  ...given,
});
const image = (width: number, height: number) =>
  file({ name: "shot.png", image: { thumbnailUrl: "/api/files/1/thumbnail", width, height } });

describe("files of a message", () => {
  test("are cards that save them, with name and size", () => {
    const html = shown(<MessageFiles files={[file()]} />);
    expect(html).toMatch(/<a href="\/api\/files\/1\?signature=x" download="plan\.pdf"/);
    expect(html).toContain("2.3 MB");
  });

  test("that are images have a place of known size before they load", () => {
    expect(shown(<MessageFiles files={[image(1_600, 800)]} />)).toContain("width:320px;height:160px");
    expect(shown(<MessageFiles files={[image(10, 8_000)]} />)).toContain("width:64px;height:240px");
    const several = shown(<MessageFiles files={[image(1_600, 800), image(9, 9)]} />);
    expect(several).toContain("grid");
    expect(several).not.toContain("width:");
  });

  test("that say they are pages are nothing but cards", () => {
    const html = shown(
      <MessageFiles files={[file({ name: '"><script>1</script>.svg', contentType: "text/plain" })]} />,
    );
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<img");
  });
});

test("files that are attached show how far they are, or in words why they aren't", () => {
  const item = (given: Partial<Upload>): Upload => ({
    id: String(given.name),
    name: "a",
    size: 3,
    status: "failed",
    progress: 0,
    problem: null,
    retriable: false,
    preview: null,
    view: null,
    ...given,
  });
  const items = [
    item({ name: "on-its-way", status: "uploading", progress: 0.5 }),
    item({ name: "large", problem: "too_large" }),
    item({ name: "cut", problem: "offline", retriable: true }),
    item({ name: "refused", problem: { code: "INTERNAL" }, retriable: true }),
  ];
  const nothing = () => {};
  const html = shown(
    <UploadTray
      uploads={{
        items,
        ready: [],
        pending: true,
        add: nothing,
        retry: nothing,
        remove: nothing,
        takeBack: nothing,
        clear: nothing,
      }}
    />,
  );
  expect(html).toContain('aria-label="on-its-way: 50% uploaded"');
  expect(html).toContain("Larger than 25 MB");
  expect(html).toContain("No connection");
  expect(html).toContain("The server refused it");
  expect(html).toContain('aria-label="Try cut again"');
  expect(html).not.toContain('aria-label="Try large again"');
});

test("whoever writes can attach files, and what was uploaded before is asked of the browser without harm", () => {
  for (const kept of ["[]", "null", "{nonsense"]) {
    vi.stubGlobal("window", {});
    vi.stubGlobal("localStorage", { getItem: () => kept, setItem() {}, removeItem() {} });
    const html = shown(<Writing chatId={kept} />);
    expect(html).toMatch(/<button type="button" aria-label="Attach files"/);
    expect(html).toContain("<textarea");
    vi.unstubAllGlobals();
  }
});

function Writing({ chatId }: { chatId: string }) {
  return <Composer text="" onChange={() => {}} onSend={() => {}} uploads={useUploads(chatId, "me", {})} />;
}
