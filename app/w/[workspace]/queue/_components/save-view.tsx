"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { v7 as newId } from "uuid";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useAction } from "@/components/ui/use-action";
import type { QueueStartView } from "@/lib/domain/tasks/queries/get-queue";
import { formatQueueAddress } from "@/lib/domain/tasks/queue/address";
import { saveViewAction } from "../actions";
import type { QueueNavigation } from "./use-queue-address";
import type { useQueueViews } from "./use-queue-list";

export interface SaveViewProps {
  slug: string;
  start: QueueStartView;
  views: ReturnType<typeof useQueueViews>;
  address: QueueNavigation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The button. */
  children: ReactNode;
}

/** Keeps what is on the screen as a view. */
export function SaveView({ children, open, onOpenChange, ...form }: SaveViewProps) {
  const t = useTranslations("queue.views");
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent aria-label={t("saveTitle")} align="end" className="w-80">
        <SaveForm {...form} onDone={() => onOpenChange(false)} />
      </PopoverContent>
    </Popover>
  );
}

function SaveForm({
  slug,
  start,
  views,
  address,
  onDone,
}: Omit<SaveViewProps, "children" | "open" | "onOpenChange"> & { onDone: () => void }) {
  const t = useTranslations("queue.views");
  const [name, setName] = useState("");
  const [whom, setWhom] = useState("private");
  const textId = useId();
  const [viewId] = useState(() => newId());
  const save = useAction(saveViewAction.bind(null, slug), ["name"]);
  const teams = start.mayShareViews
    ? start.teams
    : start.teams.filter(({ id }) => start.ownTeamIds.includes(id));
  const options = [
    { value: "private", label: t("private") },
    ...teams.map((team) => ({ value: team.id, label: t("ofTeam", { name: team.name }) })),
    ...(start.mayShareViews ? [{ value: "workspace", label: t("workspace") }] : []),
  ];

  async function submit() {
    const isTeam = whom !== "private" && whom !== "workspace";
    const view = await save.run({
      viewId,
      name,
      scope: isTeam ? "team" : whom,
      teamId: isTeam ? whom : null,
      address: formatQueueAddress(address.place).toString(),
    });
    if (!view) return;
    toast({ title: t("saved", { name: view.name }), tone: "success" });
    await views.refresh.now();
    address.go({ ...address.place, view: view.id }, { replace: true });
    onDone();
  }

  return (
    <form
      aria-describedby={textId}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p id={textId} className="text-muted text-sm">
        {t("saveText")}
      </p>
      <Field label={t("name")} required error={save.fieldProblem("name")}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {options.length > 1 ? (
        <Field label={t("forWhom")}>
          {(control) => <Select {...control} value={whom} options={options} onValueChange={setWhom} />}
        </Field>
      ) : null}
      {save.problem ? (
        <p role="alert" className="text-danger-text text-sm">
          {save.problem}
        </p>
      ) : null}
      <Button type="submit" variant="primary" pending={save.pending} className="self-end">
        {t("save")}
      </Button>
    </form>
  );
}
