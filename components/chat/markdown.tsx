import type { MarkedToken, Token, Tokens } from "marked";
import { Fragment, memo, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { markdownTokens } from "./markdown-tokens";
import { safeHref } from "./safe-href";

/**
 * A message's text as Markdown. Every element is made here from a short list, so nothing that somebody writes can
 * become markup of its own: HTML stays text, images become links, links lead only to safe addresses.
 */
export const Markdown = memo(function Markdown({ text, className }: { text: string; className?: string }) {
  return <div className={cn("flex min-w-0 flex-col gap-2", className)}>{blocks(markdownTokens(text))}</div>;
});

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <Fragment key={index}>{block(token as MarkedToken)}</Fragment>
  ));
}

function block(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return <p className="whitespace-pre-wrap">{inlines(token.tokens)}</p>;
    case "heading":
      // Not a heading of the page: those belong to the screen around the conversation.
      return <p className="font-semibold">{inlines(token.tokens)}</p>;
    case "blockquote":
      return (
        <blockquote className="flex flex-col gap-2 border-control border-l-2 pl-3 opacity-85">
          {blocks(token.tokens)}
        </blockquote>
      );
    case "code":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are reached by scrolling, also by keyboard
        <pre tabIndex={0} className="max-h-96 overflow-auto rounded-md bg-sunken px-3 py-2 text-text">
          <code className="font-mono text-xs">{token.text}</code>
        </pre>
      );
    case "list":
      return list(token);
    case "table":
      return table(token);
    case "hr":
      return <hr className="border-border" />;
    default:
      return <p className="whitespace-pre-wrap">{inline(token)}</p>;
  }
}

function list(token: Tokens.List): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <li key={index} className="pl-0.5">
      {listItem(item)}
    </li>
  ));
  return token.ordered ? (
    <ol start={Number(token.start) || 1} className="list-decimal space-y-0.5 pl-6">
      {items}
    </ol>
  ) : (
    <ul className="list-disc space-y-0.5 pl-5">{items}</ul>
  );
}

/** The text of a tight item stands in its line, without a paragraph around it. */
function listItem(item: Tokens.ListItem): ReactNode {
  return item.tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <Fragment key={index}>
      {token.type === "text" || token.type === "checkbox"
        ? inline(token as MarkedToken)
        : block(token as MarkedToken)}
    </Fragment>
  ));
}

const aligned = { left: "text-left", center: "text-center", right: "text-right" };

function table(token: Tokens.Table): ReactNode {
  const cell = (of: Tokens.TableCell) => cn("border border-border px-2 py-1", aligned[of.align ?? "left"]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is reached by scrolling, also by keyboard
    <div tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse text-sm">
        <thead>
          <tr>
            {token.header.map((header, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
              <th key={index} className={cn(cell(header), "font-medium")}>
                {inlines(header.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, rowIndex) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
            <tr key={rowIndex}>
              {row.map((field, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
                <td key={index} className={cell(field)}>
                  {inlines(field.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: readonly Token[] = [], inLink = false): ReactNode {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <Fragment key={index}>{inline(token as MarkedToken, inLink)}</Fragment>
  ));
}

function inline(token: MarkedToken, inLink = false): ReactNode {
  switch (token.type) {
    case "text":
      return token.tokens ? inlines(token.tokens, inLink) : token.text;
    case "escape":
      return token.text;
    case "strong":
      return <strong className="font-semibold">{inlines(token.tokens, inLink)}</strong>;
    case "em":
      return <em>{inlines(token.tokens, inLink)}</em>;
    case "del":
      return <del>{inlines(token.tokens, inLink)}</del>;
    case "codespan":
      return (
        <code className="rounded-xs bg-sunken px-1 py-0.5 font-mono text-text text-xs">{token.text}</code>
      );
    case "br":
      return <br />;
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "link":
      return link(token.href, token.tokens.length > 0 ? inlines(token.tokens, true) : token.href, token.raw);
    case "image":
      // Nothing is fetched from elsewhere just because somebody wrote it; and a link holds no other link.
      return inLink ? token.text : link(token.href, token.text || token.href, token.raw);
    default:
      // HTML, and whatever a later version of the lexer brings: as it was typed.
      return token.raw;
  }
}

function link(target: string, content: ReactNode, raw: string): ReactNode {
  const href = safeHref(target);
  if (!href) return raw;
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="underline decoration-current/40 underline-offset-2 hover:decoration-current"
    >
      {content}
    </a>
  );
}
