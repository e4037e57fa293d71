"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { FormSection, SettingsRow } from "@/components/ui/form-section";
import { Input } from "@/components/ui/input";
import { useAction } from "@/components/ui/use-action";
import { archiveWorkspaceAction } from "../../actions";

/** The way to close a workspace: its name has to be typed, since it shuts everybody out at once. */
export function ArchiveSection({ workspace, name }: { workspace: string; name: string }) {
  const t = useTranslations("settings.archive");
  const common = useTranslations("common");
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const archive = useAction(archiveWorkspaceAction.bind(null, workspace), ["name"]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await archive.run({ name: typed })) !== null) router.push("/workspaces");
  }

  return (
    <FormSection title={t("title")}>
      <SettingsRow label={t("label")} hint={t("hint")}>
        <Dialog>
          <DialogTrigger asChild>
            <Button>{t("open")}</Button>
          </DialogTrigger>
          <DialogContent
            title={t("heading", { name })}
            description={t("text")}
            footer={
              <>
                <DialogClose asChild>
                  <Button>{common("actions.cancel")}</Button>
                </DialogClose>
                <Button type="submit" form="archive-workspace" variant="danger" pending={archive.pending}>
                  {t("confirm")}
                </Button>
              </>
            }
          >
            <form id="archive-workspace" onSubmit={submit} noValidate className="flex flex-col gap-3">
              <Field label={t("name", { name })} error={archive.fieldProblem("name")} required>
                {(control) => (
                  <Input
                    {...control}
                    value={typed}
                    onChange={(event) => setTyped(event.target.value)}
                    autoComplete="off"
                  />
                )}
              </Field>
              <FormProblem>{archive.problem}</FormProblem>
            </form>
          </DialogContent>
        </Dialog>
      </SettingsRow>
    </FormSection>
  );
}
