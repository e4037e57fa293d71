import { build, icons } from "./elements";
import { mayKeep, pack, readToHost, type ToFrame } from "./protocol";
import { fullScreen } from "./styles";
import { textsFor } from "./texts";

/** How long a loaded frame may stay silent before the person is offered another way in, in milliseconds. */
const readyWithin = 8000;

export type Widget = { open(): void; close(): void; shutdown(): void };
export type WidgetSettings = { flowra: string; inbox: string; side: string; theme: string };

/** Puts the launcher on the page. The chat itself is loaded when it is first wanted, or was used here before. */
export function start({ flowra, inbox, side, theme }: WidgetSettings): Widget {
  const elements = build(side);
  const { host, root, launcher, panel, badge } = elements;
  const page = document.documentElement;
  const usedKey = `flowra.used.${inbox}`;
  let frame: HTMLIFrameElement | undefined;
  let ready = false;
  let isOpen = false;
  let unread = 0;
  let pageOverflow: string | undefined;

  const language = () => textsFor(page.lang, navigator.language);
  const address = (framed: boolean) => {
    const url = new URL(`/c/${encodeURIComponent(inbox)}`, flowra);
    url.searchParams.set("lang", language().language);
    if (theme) url.searchParams.set("theme", theme);
    if (framed) {
      url.searchParams.set("frame", "1");
      // The frame answers to this origin only; whether the page may frame it at all is the server's decision.
      url.searchParams.set("host", location.origin);
    }
    return url.href;
  };

  function loadFrame() {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = language().texts.title;
    frame.referrerPolicy = "strict-origin";
    frame.onload = () => setTimeout(() => !ready && offerNewTab(), readyWithin);
    frame.src = address(true);
    panel.append(frame);
  }

  function offerNewTab() {
    if (!frame || panel.querySelector(".refused")) return;
    console.warn(`Flowra: the chat did not load. Is ${location.origin} an allowed origin of this inbox?`);
    const { texts } = language();
    const notice = document.createElement("div");
    const link = document.createElement("a");
    notice.className = "refused";
    link.href = address(false);
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = texts.newTab;
    notice.append(texts.refused, link);
    panel.append(notice);
  }

  function tell(message: ToFrame) {
    if (ready) frame?.contentWindow?.postMessage(pack(message), flowra);
  }

  function draw() {
    const { texts } = language();
    const name = isOpen ? texts.close : texts.open;
    root.classList.toggle("open", isOpen);
    elements.icon.setAttribute("d", isOpen ? icons.open : icons.closed);
    launcher.setAttribute("aria-expanded", String(isOpen));
    launcher.setAttribute("aria-label", unread && !isOpen ? `${name}, ${texts.unread(unread)}` : name);
    panel.setAttribute("aria-label", texts.title);
    badge.hidden = isOpen || unread === 0;
    badge.textContent = unread > 99 ? "99+" : String(unread);
    if (frame) frame.title = texts.title;
  }

  function open() {
    if (isOpen) return;
    isOpen = true;
    loadFrame();
    remember(usedKey, "1");
    if (matchMedia(fullScreen).matches) {
      pageOverflow = page.style.overflow;
      page.style.setProperty("overflow", "hidden");
    }
    draw();
    frame?.focus();
    tell({ type: "shown" });
  }

  function close() {
    if (!isOpen) return;
    const hadFocus = document.activeElement === host;
    isOpen = false;
    if (pageOverflow !== undefined) page.style.setProperty("overflow", pageOverflow);
    pageOverflow = undefined;
    draw();
    tell({ type: "hidden" });
    // The visible launcher, so that the keyboard goes on from where it opened the chat.
    if (hadFocus) launcher.focus();
  }

  function onMessage(event: MessageEvent) {
    const message = readToHost(event, { origin: flowra, source: frame?.contentWindow });
    if (message?.type === "ready") {
      ready = true;
      panel.querySelector(".refused")?.remove();
      tell({ type: "kept", entries: keptForFrame() });
      tell({ type: isOpen ? "shown" : "hidden" });
    } else if (message?.type === "unread") {
      unread = message.count;
      draw();
    } else if (message?.type === "keep") remember(message.key, message.value);
    else if (message?.type === "close") close();
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === "Escape" && isOpen && !event.defaultPrevented) close();
  }

  const languageChanges = new MutationObserver(() => {
    draw();
    if (!frame) return;
    ready = false;
    frame.src = address(true);
  });

  launcher.onclick = () => (isOpen ? close() : open());
  launcher.onpointerenter = loadFrame;
  addEventListener("message", onMessage);
  addEventListener("keydown", onKey);
  languageChanges.observe(page, { attributeFilter: ["lang"] });
  draw();
  document.body.append(host);
  // Somebody who wrote before may have an answer waiting: the badge needs the frame, but not before the page is done.
  if (remembered(usedKey)) (window.requestIdleCallback ?? setTimeout)(loadFrame);

  return {
    open,
    close,
    shutdown() {
      close();
      removeEventListener("message", onMessage);
      removeEventListener("keydown", onKey);
      languageChanges.disconnect();
      host.remove();
    },
  };
}

/** Storage may be refused to the page too; then the chat is loaded when it is opened, and forgets with the page. */
function remember(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {}
}

function remembered(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function keptForFrame(): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(localStorage).filter(([key, value]) => mayKeep(key, value)));
  } catch {
    return {};
  }
}
