"use client";

import { MessageSquareReply, MessageSquareText, SendHorizontal, StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useMemo,
  useState,
} from "react";
import { useKeyCaps, useMac } from "@/components/shell/use-key-caps";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { useMediaQuery } from "@/components/ui/use-media-query";
import type { NewMessage, Unsent } from "@/lib/chat-client/unsent";
import type { FileView } from "@/lib/domain/chats/views";
import { findVariables, type VariableValues } from "@/lib/reply-variables/variables";
import { type ComposerPlace, deedOf } from "./composer-keys";
import { editTextarea } from "./edit-textarea";
import { ElsewhereBar } from "./elsewhere-bar";
import { formatEdit } from "./format-text";
import { ModeButtons } from "./mode-buttons";
import { namedIn } from "./named";
import { ReplyBar } from "./reply-bar";
import { StaleReplies } from "./stale-replies";
import { isWrong, TextProblem, textProblem } from "./text-problem";
import { selectIn, UnfilledVariables } from "./unfilled-variables";
import { CommandChips, useCompletion } from "./use-completion";
import type { ComposerState } from "./use-composer";

/** Files that go with the message. */
export interface ComposerFiles {
  /** Those that are there already. */
  ready: FileView[];
  /** Some are still on their way, or failed. */
  pending: boolean;
  /** Pasted or dropped. */
  add: (files: File[]) => void;
  /** Of messages that were not sent. */
  takeBack: (files: readonly FileView[]) => void;
  /** They went with a message. */
  clear: () => void;
  /** Under the text: each with its progress. */
  tray: ReactNode;
}

export interface ComposerProps {
  place: ComposerPlace;
  /** Whom one writes to. */
  name: string;
  composer: ComposerState;
  /** A closed ticket takes notes only. */
  replyAllowed?: boolean;
  onSend: (message: NewMessage) => void;
  /** Left out where there is nothing to resolve. */
  onSendAndResolve?: (message: NewMessage) => void;
  /** Own messages that aren't stored yet: replies that others overtook are shown with what their author missed. */
  unsent: readonly Unsent[];
  onRetry: (id: string, options?: { sendAnyway?: boolean }) => void;
  onDiscard: (id: string) => void;
  onTyping?: (mode: "reply" | "note" | "message" | "idle") => void;
  /** Whoever goes up from an empty field means what they wrote last. @returns whether there is something */
  onEditLast?: () => boolean;
  files?: ComposerFiles;
  /** What variables stand for: canned replies can be put in, and no variable may be left. Not given where there are none. */
  values?: VariableValues;
  /** Something else stands in its place for a while; what is begun stays. */
  hidden?: boolean;
  /** Over the field: to whom it goes, where that could be several. */
  above?: ReactNode;
  /** Beside the button: what else can be put in. */
  tools?: ReactNode;
}

/** Where members write: replies and notes of a ticket, told apart by tint, icon and words, or messages of a chat. */
export function Composer(props: ComposerProps) {
  const { place, name, composer, onSend, onSendAndResolve, unsent, onRetry, onDiscard, onTyping } = props;
  const { replyAllowed = true, files, values, tools } = props;
  const t = useTranslations("composer");
  const id = useId();
  const mac = useMac();
  const touch = useMediaQuery("(pointer: coarse)", false);
  /** Somebody tried to send what can't be sent. */
  const [tried, setTried] = useState(false);
  const { body, replyTo, input, chatId, mentions } = composer;
  const note = place === "ticket" && (composer.kind === "note" || !replyAllowed);
  const mode = place === "chat" ? "message" : note ? "note" : "reply";
  const unfilled = useMemo(() => (values ? findVariables(body) : []), [values, body]);
  const problem = textProblem(body, { files, unfilled: unfilled.length > 0 });
  const words = wordsOf(mode);
  const completion = useCompletion({
    field: input,
    text: body,
    chatId,
    mentions,
    onMention: composer.mention,
    commands: true,
    values: values ?? null,
  });

  function write(text: string) {
    composer.write({ body: text });
    setTried(false);
    onTyping?.(text.trim() ? mode : "idle");
  }

  function send(deliver: (message: NewMessage) => void) {
    if (problem) {
      setTried(true);
      const [blank] = unfilled;
      if (problem === "unfilled" && blank) selectIn(input.current, blank);
      return;
    }
    setTried(false);
    const message = { body, kind: note ? "note" : "message", replyTo, files: files?.ready } as const;
    deliver({ ...message, mentions: namedIn(body, mentions), draftVersion: composer.sent() });
    files?.clear();
    onTyping?.("idle");
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (completion.onKeyDown(event)) return;
    const field = event.currentTarget;
    if (event.key === "ArrowUp" && body === "" && !hasModifier(event) && props.onEditLast?.()) {
      event.preventDefault();
      return;
    }
    const { selectionStart: start, selectionEnd: end } = field;
    const deed = deedOf(event.nativeEvent, { place, touch, mac, selected: start < end });
    if (!deed) return;
    event.preventDefault();
    if (deed.type === "send") send(onSend);
    else if (deed.type === "resolve") send(onSendAndResolve ?? onSend);
    else if (deed.type === "format") editTextarea(field, formatEdit(deed.format, { text: body, start, end }));
    else if (replyTo) composer.write({ replyTo: null });
    else field.blur();
  }

  function takeFiles(event: ClipboardEvent | DragEvent, data: DataTransfer) {
    if (!files || data.files.length === 0) return;
    event.preventDefault();
    files.add([...data.files]);
  }

  if (props.hidden) return null;
  return (
    <>
      <StaleReplies
        unsent={unsent}
        onSendAnyway={(message) => onRetry(message.id, { sendAnyway: true })}
        onDiscard={(message) => onDiscard(message.id)}
        onEdit={(messages) => takeBack(messages, composer, files)}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(onSend);
        }}
        onDragOver={(event) => files && event.preventDefault()}
        onDrop={(event) => takeFiles(event, event.dataTransfer)}
        data-mode={mode}
        className={cn(
          "relative mx-3 mb-3 flex shrink-0 flex-col rounded-xl border shadow-xs transition-colors focus-within:border-focus sm:mx-4 sm:mb-4",
          note ? "border-note-border bg-note" : "border-control/60 bg-surface",
        )}
      >
        {place === "ticket" ? (
          <ModeButtons
            note={note}
            replyAllowed={replyAllowed}
            onMode={(kind) => {
              composer.compose(kind);
              onTyping?.("idle");
            }}
          />
        ) : null}
        {note ? null : props.above}
        {composer.elsewhere ? (
          <ElsewhereBar
            draft={composer.elsewhere}
            onTake={composer.takeElsewhere}
            onKeep={composer.keepOwn}
          />
        ) : null}
        {replyTo ? <ReplyBar quote={replyTo} onCancel={() => composer.write({ replyTo: null })} /> : null}
        <label htmlFor={id} className="sr-only">
          {t(words.label, { name })}
        </label>
        <textarea
          ref={input}
          id={id}
          dir="auto"
          rows={place === "ticket" ? 2 : 1}
          value={body}
          placeholder={t(words.placeholder, { name: shortened(name) })}
          enterKeyHint={place === "chat" && !touch ? "send" : "enter"}
          aria-invalid={isWrong(problem, tried) || undefined}
          aria-describedby={`${id}-problem`}
          {...completion.aria}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={composer.paused}
          onPaste={(event) => takeFiles(event, event.clipboardData)}
          className={cn(
            "field-sizing-content max-h-[40dvh] min-h-10 resize-none bg-transparent px-3.5 py-2 text-lg leading-6 outline-none focus-visible:outline-none sm:text-base sm:leading-5.5",
            place === "ticket" && "min-h-14",
            // A long name must not make an empty field tall.
            body === "" && "max-h-14 overflow-hidden",
            note && "text-note-text placeholder:text-note-muted",
          )}
        />
        {completion.list}
        {values ? <UnfilledVariables found={unfilled} values={values} field={input} /> : null}
        <CommandChips
          text={body}
          chatId={chatId}
          mentions={mentions}
          customer={mode === "reply" && !files?.ready.length ? name : null}
        />
        {files?.tray}
        <div className="flex flex-wrap items-center gap-2 px-2 pb-2">
          {tools}
          {values ? (
            <IconButton label={t("canned")} keys={["/"]} onClick={composer.offerCanned} variant="ghost">
              <MessageSquareText aria-hidden />
            </IconButton>
          ) : null}
          <Hint place={place} note={note} started={body !== ""} mayResolve={onSendAndResolve !== undefined} />
          <TextProblem id={`${id}-problem`} text={body} problem={problem} tried={tried} />
          <span className="ml-auto flex gap-2">
            {onSendAndResolve ? (
              <Button
                size="md"
                aria-disabled={problem !== null || undefined}
                onClick={() => send(onSendAndResolve)}
                className="max-sm:hidden"
              >
                {note ? t("noteResolve") : t("sendResolve")}
              </Button>
            ) : null}
            <Button type="submit" variant="primary" aria-disabled={problem !== null || undefined}>
              <words.Icon aria-hidden />
              {t(words.send)}
            </Button>
          </span>
        </div>
      </form>
    </>
  );
}

/** What was not sent becomes what is being written, files and all. */
export function takeBack(
  messages: readonly Unsent[],
  composer: Pick<ComposerState, "takeBack">,
  files: Pick<ComposerFiles, "takeBack"> | undefined,
): void {
  composer.takeBack(messages);
  files?.takeBack(messages.flatMap((message) => message.files ?? []));
}

/** The field grows with its placeholder too, so a long name must not fill it. */
const shortened = (name: string) => (name.length > 30 ? `${name.slice(0, 29).trimEnd()}…` : name);

const words = {
  reply: {
    label: "replyLabel",
    placeholder: "replyPlaceholder",
    send: "sendReply",
    Icon: MessageSquareReply,
  },
  note: { label: "noteLabel", placeholder: "notePlaceholder", send: "addNote", Icon: StickyNote },
  message: {
    label: "messageLabel",
    placeholder: "messagePlaceholder",
    send: "sendMessage",
    Icon: SendHorizontal,
  },
} as const;
const wordsOf = (mode: keyof typeof words) => words[mode];

function Hint(props: { place: ComposerPlace; note: boolean; started: boolean; mayResolve: boolean }) {
  const { place, note, started, mayResolve } = props;
  const t = useTranslations("composer");
  const modEnter = useKeyCaps("mod+enter").join(" ");
  const resolve = useKeyCaps("mod+shift+enter").join(" ");
  const enter = useKeyCaps("enter").join(" ");
  const line = useKeyCaps("shift+enter").join(" ");
  const keys =
    place === "chat"
      ? t("hintChat", { send: enter, line })
      : mayResolve
        ? t("hintTicket", { send: modEnter, resolve })
        : t("hintSend", { send: modEnter });
  return (
    // Whole or not at all: without room for it the words wrap under the empty first item, out of sight.
    <p
      className={cn(
        "flex h-8 min-w-0 flex-1 flex-wrap overflow-hidden px-1.5 text-xs leading-8 max-sm:hidden pointer-coarse:hidden",
        note ? "text-note-muted" : "text-subtle",
      )}
    >
      <span aria-hidden className="h-8 w-px" />
      <span className="whitespace-nowrap">{started ? keys : t("markdown")}</span>
    </p>
  );
}

const hasModifier = ({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent) =>
  altKey || ctrlKey || metaKey || shiftKey;
