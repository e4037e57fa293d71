import { Lexer, type MarkedToken, Tokenizer, type Tokens } from "marked";

/** Quotes and lists inside one another; deeper ones stay as they were typed. */
const deepest = 10;
/** Characters that may be looked through for the ends of emphasis: what people write needs a fraction of it. */
const emphasisBudget = 600_000;
/** Marks in a text of at most 20,000 characters, above which it is a dump or an attack, not Markdown. */
const mostMarks = 2_000;

/**
 * The blocks of a Markdown text (GitHub flavour, line ends are kept). Hostile text costs a bounded time: whatever
 * would nest without end or be looked through again and again is taken as plain text.
 */
export function markdownTokens(text: string): MarkedToken[] {
  if ((text.match(/[*_~[]/g)?.length ?? 0) > mostMarks) return plain(text);
  try {
    return new Lexer({ gfm: true, breaks: true, tokenizer: new BoundedTokenizer() }).lex(
      text,
    ) as MarkedToken[];
  } catch {
    return plain(text);
  }
}

function plain(text: string): MarkedToken[] {
  const token: Tokens.Text = { type: "text", raw: text, text };
  return [{ type: "paragraph", raw: text, text, tokens: [token] }];
}

class BoundedTokenizer extends Tokenizer {
  #depth = 0;
  #looked = 0;

  override blockquote(src: string) {
    return this.#nested(() => super.blockquote(src));
  }

  override list(src: string) {
    return this.#nested(() => super.list(src));
  }

  override emStrong(src: string, maskedSrc: string, prevChar?: string) {
    return this.#affordable(src) ? super.emStrong(src, maskedSrc, prevChar) : undefined;
  }

  override del(src: string, maskedSrc: string, prevChar?: string) {
    return this.#affordable(src) ? super.del(src, maskedSrc, prevChar) : undefined;
  }

  override url(src: string) {
    return this.#affordable(src) ? super.url(src) : undefined;
  }

  override link(src: string) {
    return this.#nested(() => super.link(src));
  }

  /** A definition would vanish from the message; here what was written is shown. */
  override def() {
    return undefined;
  }

  #nested<T>(work: () => T): T | undefined {
    if (this.#depth >= deepest) return undefined;
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  #affordable(src: string): boolean {
    if (!/^[*_~]|^(?:https?:|ftp:|www\.|[\w.+-]+@)/i.test(src)) return true;
    this.#looked += src.length;
    return this.#looked <= emphasisBudget;
  }
}
