declare global {
  var __webpack_nonce__: string | undefined;
}

/**
 * The nonce of this document's policy, for style elements that Radix adds (hidden scroll bars, the scroll lock under a
 * dialog). Read from a script of the page: later answers carry other nonces, but the document keeps its first.
 */
export const documentNonce =
  typeof document === "undefined"
    ? undefined
    : document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;

// The scroll lock is two packages below Radix and takes its nonce from here.
globalThis.__webpack_nonce__ = documentNonce;
