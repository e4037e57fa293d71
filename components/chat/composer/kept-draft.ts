import type { KeptDraft } from "@/lib/chat-client/draft-store";

/** A draft as this browser kept it. A plain text, as earlier versions kept it, is one that isn't saved. */
export function keptDraft(text: string | null): KeptDraft | null {
  if (!text) return null;
  const kept = parsed(text);
  if (!kept)
    return { version: 0, body: text, kind: "message", replyTo: null, mentions: [], saved: false, base: 0 };
  const { body, version = 0, kind, replyTo = null, mentions = [], saved = false, base = 0 } = kept;
  return { version, body, kind: kind === "note" ? "note" : "message", replyTo, mentions, saved, base };
}

function parsed(text: string): (Partial<KeptDraft> & { body: string }) | null {
  try {
    const value: unknown = JSON.parse(text);
    const isDraft = typeof value === "object" && value !== null && "body" in value;
    return isDraft && typeof value.body === "string" ? (value as KeptDraft) : null;
  } catch {
    return null;
  }
}
