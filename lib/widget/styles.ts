/**
 * Adopted as a constructed style sheet inside the shadow root: strict policies of the page around forbid style
 * elements and attributes, not these, and its own rules don't reach in here.
 */
export const styles = `
:host { all: initial; position: fixed; z-index: 2147483000; inset: auto; }
.launcher {
  position: fixed; bottom: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px;
  width: 56px; height: 56px; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
  display: grid; place-items: center; color: #fff; background: #4b4ad5;
  box-shadow: 0 1px 3px #14141a33, 0 6px 20px #14141a3d; transition: background-color 120ms, transform 120ms;
}
.launcher:hover { background: #3d3cba; }
.launcher:active { transform: scale(0.96); }
.launcher:focus-visible, a:focus-visible { outline: 2px solid #fff; box-shadow: 0 0 0 4px #4b4ad5; }
.launcher svg { width: 26px; height: 26px; }
.badge {
  position: absolute; top: -3px; inset-inline-end: -3px; box-sizing: border-box; min-width: 20px; height: 20px;
  padding: 0 5px; border-radius: 10px; background: #c62f3b; color: #fff; box-shadow: 0 0 0 2px #fff;
  font: 600 12px/20px system-ui, sans-serif; text-align: center;
}
.badge[hidden] { display: none; }
.panel {
  position: fixed; inset-inline-end: 20px; bottom: calc(max(20px, env(safe-area-inset-bottom)) + 72px);
  width: 400px; height: min(680px, 100dvh - 124px); overflow: hidden; border-radius: 16px;
  background: Canvas; color-scheme: light dark; visibility: hidden; opacity: 0; transform: translateY(8px);
  box-shadow: 0 0 0 1px #14141a14, 0 12px 48px #14141a40;
  transition: opacity 140ms, transform 140ms, visibility 0s 140ms;
}
.open .panel { visibility: visible; opacity: 1; transform: none; transition-delay: 0s; }
.left .launcher, .left .panel { inset-inline: 20px auto; }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: auto; }
.refused { position: absolute; inset: 0; display: grid; place-content: center; gap: 8px; padding: 24px;
  background: Canvas; color: CanvasText; font: 15px/1.5 system-ui, sans-serif; text-align: center; }
.refused a { color: LinkText; }
@media (max-width: 480px), (max-height: 480px) {
  .panel, .left .panel { inset: 0; width: auto; height: 100dvh; border-radius: 0; }
  .open .launcher { display: none; }
}
@media (prefers-color-scheme: dark) { .panel { box-shadow: 0 0 0 1px #ffffff24, 0 12px 48px #000000a6; } }
@media (prefers-reduced-motion: reduce) { .launcher, .panel { transition: none; transform: none; } }
`;
/** Where the panel covers the whole screen; the same condition as in the styles. */
export const fullScreen = "(max-width: 480px), (max-height: 480px)";
