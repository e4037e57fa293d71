import { styles } from "./styles";

export type Elements = {
  host: HTMLElement;
  root: HTMLElement;
  launcher: HTMLButtonElement;
  icon: SVGPathElement;
  badge: HTMLElement;
  panel: HTMLElement;
};

const speechBubble = "M4 5.5h16v11H10.5L6 20v-3.5H4z";
const cross = "M6 6l12 12M18 6L6 18";
export const icons = { closed: speechBubble, open: cross };

/** The launcher button and the empty panel, in a shadow root of their own. Built node by node: no HTML is parsed. */
export function build(side: string): Elements {
  const host = document.createElement("flowra-chat");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];

  const root = document.createElement("div");
  if (side === "left") root.className = "left";
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.id = "panel";
  panel.setAttribute("role", "dialog");

  const launcher = document.createElement("button");
  launcher.type = "button";
  launcher.className = "launcher";
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.setAttribute("aria-controls", "panel");
  const icon = drawIcon(launcher);
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.hidden = true;
  // The button's name says the number.
  badge.setAttribute("aria-hidden", "true");
  launcher.append(badge);

  root.append(panel, launcher);
  shadow.append(root);
  return { host, root, launcher, icon, badge, panel };
}

function drawIcon(parent: Element): SVGPathElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const path = document.createElementNS(namespace, "path");
  const look = { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "1.8" };
  for (const [name, value] of Object.entries(look)) svg.setAttribute(name, value);
  svg.setAttribute("stroke-linejoin", "round");
  svg.setAttribute("stroke-linecap", "round");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  parent.append(svg);
  return path;
}
