import { common, createLowlight } from "lowlight";
import { createElement, Fragment, type ReactNode } from "react";

const lowlight = createLowlight(common);

/** Longer code is a dump, whose colours nobody misses: what hostile text could cost stays bounded. */
const mostCharacters = 5_000;

type Node = ReturnType<typeof lowlight.highlight>["children"][number];

/** A piece of code with its words marked by class; null for languages that aren't known and for code that is too long. */
export function highlight(code: string, language: string): ReactNode {
  if (code.length > mostCharacters || !lowlight.registered(language)) return null;
  return nodes(lowlight.highlight(language, code).children);
}

function nodes(children: readonly Node[]): ReactNode {
  return children.map((node, key) => {
    if (node.type === "text") return createElement(Fragment, { key }, node.value);
    if (node.type !== "element") return null;
    const { className } = node.properties;
    const names = Array.isArray(className) ? className.join(" ") : undefined;
    return createElement("span", { key, className: names }, nodes(node.children));
  });
}
