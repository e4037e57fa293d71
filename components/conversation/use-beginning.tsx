"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { DropTarget } from "@/components/chat/files/drop-target";
import { useFirstUploads } from "@/components/chat/files/use-uploads";
import { useOnline } from "@/lib/chat-client/use-online";
import type { PublicError } from "@/lib/core/errors";
import { timeOfId } from "@/lib/core/ids";
import type { FirstMessage, Identity, Started } from "@/lib/customer-chat/api";
import { useDraft } from "@/lib/customer-chat/use-draft";
import { useFirstMessage } from "@/lib/customer-chat/use-first-message";
import { Composer } from "./composer";
import { ConnectionBar } from "./connection-bar";
import { Conversation } from "./conversation";
import { useRefusalText } from "./problem-text";
import { useFocusWhenShown } from "./use-focus-when-shown";

type Who = Identity & { token?: string };

export type BeginningOptions = {
  /** Whose draft this is, and where the unsent message is kept. */
  owner: string;
  storageKey: string;
  /** Where files for it are uploaded, and who asks. */
  uploadDoor: string;
  headers: Record<string, string>;
  visible: boolean;
  send: (first: FirstMessage) => Promise<Started>;
  onStarted: (first: FirstMessage, started: Started) => void;
  /** The server no longer knows who writes. */
  onAccessEnded?: () => void;
  /** What goes with the message; null when something about it has to be mended first. */
  identify?: () => Who | null;
  intro: (state: { first: FirstMessage | null; refused: PublicError | null }) => ReactNode;
};

/** A conversation before its first message has arrived, in the parts that a page puts where they belong. */
export function useBeginning(options: BeginningOptions) {
  const { owner, visible, identify = (): Who => ({}), onAccessEnded } = options;
  const refusalText = useRefusalText();
  const online = useOnline();
  const writing = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(owner, "new");
  const uploads = useFirstUploads(options.uploadDoor, owner, options.headers);
  const { first, refused, start, retry, discard } = useFirstMessage({
    ...options,
    onStarted: (sent, started) => {
      uploads.clear();
      uploads.forgetToken();
      options.onStarted(sent, started);
    },
  });
  useFocusWhenShown(writing, visible);

  const ended = refused?.code === "UNAUTHENTICATED";
  useEffect(() => {
    if (ended) onAccessEnded?.();
  }, [ended, onAccessEnded]);

  const unsent = first && {
    id: first.message.id,
    body: first.message.body,
    files: uploads.ready.filter(({ id }) => first.message.fileIds?.includes(id)),
    at: new Date(timeOfId(first.message.id)).toISOString(),
    failed: refused !== null,
    reason: refused ? refusalText(refused) : undefined,
  };

  return {
    notice: <ConnectionBar offline={!online} polling={false} />,
    composer: first ? null : (
      <>
        <DropTarget onFiles={uploads.add} />
        <Composer
          ref={writing}
          text={text}
          uploads={uploads}
          onChange={setText}
          onSend={(body) => {
            const who = identify();
            if (!who) return;
            setText("");
            // They stay here until the message is there, and come back with its words when it is taken back.
            const fileIds = uploads.ready.map(({ id }) => id);
            start(
              fileIds.length > 0 ? { body, fileIds, uploadToken: uploads.token ?? undefined } : { body },
              who,
            );
          }}
        />
      </>
    ),
    body: (
      <Conversation
        entries={none}
        unsent={unsent ? [unsent] : none}
        state={null}
        hasOlder={false}
        onLoadOlder={nothing}
        onRead={nothing}
        onRetry={() => {
          const who = identify();
          // The token of the first try stays: it may already belong to a customer.
          if (who) retry({ name: who.name, email: who.email });
        }}
        onDiscard={() => {
          // Its words go back to where they can be changed.
          if (first) setText(first.message.body);
          discard();
        }}
        visible={visible}
        offline={!online}
        typing={none}
        intro={options.intro({ first, refused })}
      />
    ),
  };
}

const none: never[] = [];
const nothing = () => {};
