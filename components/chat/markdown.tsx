import type { MarkedToken, Token, Tokens } from "marked";
import { Fragment, memo, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { CodeBlock } from "./code-block";
import { markdownTokens } from "./markdown-tokens";
import { safeHref } from "./safe-href";
import { mapText, type TextMapper } from "./text-mappers";

export interface MarkdownProps {
  text: string;
  /** Make more of plain text: names, numbers. They never see code or what stands in a link. */
  mappers?: readonly TextMapper[];
  className?: string;
}

/**
 * A message's text as Markdown. Every element is made here from a short list, so nothing that somebody writes can
 * become markup of its own: HTML stays text, images become links, links lead only to safe addresses.
 */
export const Markdown = memo(function Markdown({ text, mappers = none, className }: MarkdownProps) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-2", className)}>
      {blocks(markdownTokens(text), { mappers, inLink: false })}
    </div>
  );
});

const none: readonly TextMapper[] = [];

type Place = { mappers: readonly TextMapper[]; inLink: boolean };

function blocks(tokens: readonly Token[], place: Place): ReactNode {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <Fragment key={index}>{block(token as MarkedToken, place)}</Fragment>
  ));
}

function block(token: MarkedToken, place: Place): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "paragraph":
      return <p className="whitespace-pre-wrap">{inlines(token.tokens, place)}</p>;
    case "heading":
      // Not a heading of the page: those belong to the screen around the conversation.
      return <p className="font-semibold">{inlines(token.tokens, place)}</p>;
    case "blockquote":
      return (
        <blockquote className="flex flex-col gap-2 border-control border-l-2 pl-3 opacity-85">
          {blocks(token.tokens, place)}
        </blockquote>
      );
    case "code":
      return <CodeBlock code={token.text} language={languageOf(token.lang)} />;
    case "list":
      return list(token, place);
    case "table":
      return table(token, place);
    case "hr":
      return <hr className="border-border" />;
    default:
      return <p className="whitespace-pre-wrap">{inline(token, place)}</p>;
  }
}

/** The first word behind the fence. */
const languageOf = (info: string | undefined) => /^[\w+#-]{1,20}/.exec(info ?? "")?.[0].toLowerCase();

function list(token: Tokens.List, place: Place): ReactNode {
  const items = token.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <li key={index} className={cn("pl-0.5", item.task && "-ml-5 list-none")}>
      {listItem(item, place)}
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
function listItem(item: Tokens.ListItem, place: Place): ReactNode {
  return item.tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <Fragment key={index}>
      {token.type === "text" || token.type === "checkbox"
        ? inline(token as MarkedToken, place)
        : block(token as MarkedToken, place)}
    </Fragment>
  ));
}

const aligned = { left: "text-left", center: "text-center", right: "text-right" };

function table(token: Tokens.Table, place: Place): ReactNode {
  const cell = (of: Tokens.TableCell) =>
    cn("border border-current/20 px-2 py-1", aligned[of.align ?? "left"]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is reached by scrolling, also by keyboard
    <div tabIndex={0} className="overflow-x-auto">
      <table className="border-collapse text-sm">
        <thead>
          <tr>
            {token.header.map((header, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
              <th key={index} className={cn(cell(header), "font-medium")}>
                {inlines(header.tokens, place)}
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
                  {inlines(field.tokens, place)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: readonly Token[], place: Place): ReactNode {
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes its order
    <Fragment key={index}>{inline(token as MarkedToken, place)}</Fragment>
  ));
}

function inline(token: MarkedToken, place: Place): ReactNode {
  switch (token.type) {
    case "text":
      if (token.tokens) return inlines(token.tokens, place);
      return place.inLink ? token.text : mapText(token.text, place.mappers);
    case "escape":
      return token.text;
    case "strong":
      return <strong className="font-semibold">{inlines(token.tokens, place)}</strong>;
    case "em":
      return <em>{inlines(token.tokens, place)}</em>;
    case "del":
      return <del>{inlines(token.tokens, place)}</del>;
    case "codespan":
      return (
        <code className="rounded-xs bg-sunken px-1 py-0.5 font-mono text-text text-xs">{token.text}</code>
      );
    case "br":
      return <br />;
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "link":
      return link(
        token.href,
        token.tokens.length > 0 ? inlines(token.tokens, { ...place, inLink: true }) : token.href,
        token.raw,
      );
    case "image":
      // Nothing is fetched from elsewhere just because somebody wrote it; and a link holds no other link.
      return place.inLink ? token.text : link(token.href, token.text || token.href, token.raw);
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
