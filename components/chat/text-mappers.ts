import { createElement, Fragment, type ReactElement, type ReactNode } from "react";

type TextPiece = string | ReactElement;

/** Makes more of a piece of plain text: what it doesn't know stays a string for the next mapper. */
export type TextMapper = (text: string) => TextPiece[];

/** A text after all mappers, in their order. */
export function mapText(text: string, mappers: readonly TextMapper[]): ReactNode {
  let pieces: TextPiece[] = [text];
  for (const mapper of mappers)
    pieces = pieces.flatMap((piece) => (typeof piece === "string" ? mapper(piece) : [piece]));
  if (pieces.length === 1) return pieces[0];
  return pieces.map((piece, key) => createElement(Fragment, { key }, piece));
}
