import type { TextMapper } from "@/components/chat/text-mappers";
import { TaskNumber } from "./task-number";

/** `#142` that stands by itself, as words do; what is a part of something longer is none. */
const written = /(?<![\p{L}\p{N}_#&/.-])#([1-9]\d{0,8})(?![\p{L}\p{N}_#-])/gu;

/** Turns numbers of tasks into links. Who may not see one is told so there. */
export const taskNumbers: TextMapper = (text) => {
  const pieces: ReturnType<TextMapper> = [];
  let end = 0;
  for (const found of text.matchAll(written)) {
    if (found.index > end) pieces.push(text.slice(end, found.index));
    pieces.push(<TaskNumber key={found.index} number={Number(found[1])} />);
    end = found.index + found[0].length;
  }
  if (end === 0) return [text];
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
};
