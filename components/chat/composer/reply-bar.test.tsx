import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import composer from "@/messages/en/composer.json";
import { ReplyBar } from "./reply-bar";

it("shows what is answered as it reads, without the marks of its Markdown", () => {
  const quote = {
    ...{ id: "m1", seq: 1, kind: "message" as const, deleted: false },
    ...{ author: { name: "Bo" }, text: "The **left** `brake` squeals" },
  };
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ composer }}>
      <ReplyBar quote={quote} onCancel={() => {}} />
    </NextIntlClientProvider>,
  );
  expect(html).toContain("Answer to Bo");
  expect(html).toContain("The left brake squeals");
});
