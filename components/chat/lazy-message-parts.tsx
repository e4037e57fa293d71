"use client";

import { lazyParts, useParts } from "@/components/ui/lazy-parts";
import type { EditBoxProps } from "./edit-box";
import type { MessageToolbarProps } from "./message-toolbar";
import type { RemoveDialogProps } from "./remove-dialog";

const parts = lazyParts(() => import("./message-parts"));

export function MessageToolbar(props: MessageToolbarProps) {
  const here = useParts(parts, true);
  return here ? <here.MessageToolbar {...props} /> : null;
}

export function EditBox(props: EditBoxProps) {
  const here = useParts(parts, true);
  return here ? <here.EditBox {...props} /> : null;
}

export function RemoveDialog(props: RemoveDialogProps) {
  const here = useParts(parts, true);
  return here ? <here.RemoveDialog {...props} /> : null;
}
