import { render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";

/** Both parts of a mail from one template. */
export async function renderMail(template: ReactElement): Promise<{ html: string; text: string }> {
  const html = await render(template);
  return { html, text: toPlainText(html) };
}
