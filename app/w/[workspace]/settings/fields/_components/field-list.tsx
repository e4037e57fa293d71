"use client";

import { Archive, ArrowDown, ArrowUp, GripVertical, ListPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useOptimistic, useState, useTransition } from "react";
import { useTagNews } from "@/components/tasks/use-tag-news";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { IconButton } from "@/components/ui/icon-button";
import type { ManagedField } from "@/lib/domain/tasks/queries/list-fields";
import { archiveFieldAction, arrangeFieldsAction, restoreFieldAction } from "../../actions";
import { FieldDialog } from "./field-dialog";
import { moved, useDragOrder } from "./use-drag-order";
import { useFieldDeed } from "./use-field-deed";

/** The fields in their order, and those in the archive; what others change of them appears by itself. */
export function FieldList({ workspace, fields }: { workspace: string; fields: readonly ManagedField[] }) {
  const t = useTranslations("settings.customFields");
  const router = useRouter();
  const deed = useFieldDeed();
  useTagNews(() => router.refresh());
  const [, startTransition] = useTransition();
  const [announced, setAnnounced] = useState("");
  const archived = fields.filter((field) => field.archived);
  const [shown, show] = useOptimistic(fields.filter((field) => !field.archived));

  function move(from: number, to: number) {
    const next = moved(shown, from, to);
    setAnnounced(t("moved", { name: shown[from]!.name, place: to + 1, count: shown.length }));
    startTransition(async () => {
      show(next);
      await deed.run(
        t("orderName"),
        t("order"),
        () => arrangeFieldsAction(workspace, { fieldIds: next.map(({ id }) => id) }),
        (before) => arrangeFieldsAction(workspace, before),
      );
    });
  }
  const order = useDragOrder(shown.length, move);

  if (fields.length === 0) {
    return <EmptyState as="h2" icon={ListPlus} title={t("emptyTitle")} text={t("emptyText")} />;
  }
  return (
    <div className="flex flex-col gap-8">
      <p aria-live="polite" className="sr-only">
        {announced}
      </p>
      {shown.length > 0 ? (
        <ul
          aria-label={t("list")}
          className="divide-y divide-border rounded-xl border border-border bg-surface"
        >
          {shown.map((field, at) => (
            <li
              key={field.id}
              {...order.row(at)}
              className={cn(
                "flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5 pr-4 pl-2",
                order.from === at && "opacity-50",
                order.from !== null && order.over === at && "bg-hover",
              )}
            >
              <button
                type="button"
                {...order.handle(at)}
                aria-label={t("drag", { name: field.name })}
                className="flex size-6 shrink-0 cursor-grab items-center justify-center rounded-md text-subtle hover:bg-hover hover:text-text"
              >
                <GripVertical aria-hidden className="size-4" />
              </button>
              <FieldFacts field={field} />
              <div className="flex items-center gap-1.5">
                <FieldDialog workspace={workspace} field={field} />
                <IconButton
                  label={t("up", { name: field.name })}
                  size="sm"
                  disabled={at === 0}
                  onClick={() => order.move(at, at - 1)}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  label={t("down", { name: field.name })}
                  size="sm"
                  disabled={at === shown.length - 1}
                  onClick={() => order.move(at, at + 1)}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
                <IconButton
                  label={t("archiveOf", { name: field.name })}
                  size="sm"
                  onClick={() =>
                    void deed.run(
                      field.name,
                      t("archived", { name: field.name }),
                      () => archiveFieldAction(workspace, { fieldId: field.id }),
                      () => restoreFieldAction(workspace, { fieldId: field.id }),
                    )
                  }
                >
                  <Archive aria-hidden />
                </IconButton>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      {archived.length > 0 ? (
        <section aria-labelledby="archived-fields">
          <h2 id="archived-fields" className="font-semibold text-base">
            {t("archive")}
          </h2>
          <p className="pb-2 text-muted text-sm">{t("archiveText")}</p>
          <ul
            aria-labelledby="archived-fields"
            className="divide-y divide-border rounded-xl border border-border bg-surface"
          >
            {archived.map((field) => (
              <li key={field.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
                <FieldFacts field={field} />
                <Button
                  size="sm"
                  aria-label={t("restoreOf", { name: field.name })}
                  onClick={() =>
                    void deed.run(
                      field.name,
                      t("restored", { name: field.name }),
                      () => restoreFieldAction(workspace, { fieldId: field.id }),
                      () => archiveFieldAction(workspace, { fieldId: field.id }),
                    )
                  }
                >
                  {t("restore")}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function FieldFacts({ field }: { field: ManagedField }) {
  const t = useTranslations("settings.customFields");
  const format = useFormatter();
  const options = field.options.filter(({ retired }) => !retired).map(({ name }) => name);
  const where =
    field.shownOn.length === 4 ? t("onAll") : format.list(field.shownOn.map((type) => t(`on.${type}`)));
  return (
    <div className="min-w-0 flex-1 basis-48">
      <div className="flex min-w-0 items-center gap-2">
        <h3 dir="auto" className="truncate font-medium text-sm">
          {field.name}
        </h3>
        <Badge>{t(`types.${field.type}`)}</Badge>
      </div>
      <p
        className="truncate text-muted text-xs"
        title={options.length > 0 ? format.list(options) : undefined}
      >
        {where}
        {options.length > 0 ? ` · ${format.list(options)}` : ""}
      </p>
    </div>
  );
}
