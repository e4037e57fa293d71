"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SavedView } from "@/lib/domain/tasks/queue/saved-views";

export interface RenameViewProps {
  view: SavedView;
  onRename: (view: SavedView, name: string) => Promise<void>;
  onClose: () => void;
}

export function RenameView({ view, onRename, onClose }: RenameViewProps) {
  const t = useTranslations("queue.views");
  const [name, setName] = useState(view.name);
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent
        title={t("renameTitle")}
        width="sm"
        footer={
          <Button type="submit" form="rename-view" variant="primary">
            {t("renameAction")}
          </Button>
        }
      >
        <form
          id="rename-view"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() && name.trim() !== view.name) void onRename(view, name.trim());
            onClose();
          }}
        >
          <Field label={t("name")} required>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
