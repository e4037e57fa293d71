import { start, type Widget } from "./loader";

declare global {
  interface Window {
    Flowra?: Widget;
  }
}

// A classic script knows its own element while it runs; one that a bundler moved into a module is found by its mark.
const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/widget.js"][data-inbox]');
const { inbox, side = "right", theme = "" } = script?.dataset ?? {};

if (!script || !inbox) console.error('Flowra: the script tag needs data-inbox="…" with the key of an inbox.');
else if (!window.Flowra) {
  const begin = () => {
    const widget = start({ flowra: new URL(script.src).origin, inbox, side, theme });
    window.Flowra = {
      ...widget,
      shutdown() {
        widget.shutdown();
        delete window.Flowra;
      },
    };
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
}
