"use client";

import { Merge, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useUndo } from "@/components/shell/undo";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { useAction } from "@/components/ui/use-action";
import { useAnswer } from "@/lib/chat-client/use-answer";
import type { CustomerProfile, Duplicate, MergePreview } from "@/lib/domain/customers/views";
import { mergeCustomersAction } from "../actions";
import { useSeparate } from "./use-separate";

type Person = Pick<Duplicate, "id" | "name" | "email" | "tickets"> & Partial<Pick<Duplicate, "same">>;
type Own = Pick<CustomerProfile, "id" | "name" | "email">;

/** Chooses who is the same person as this customer, shows what a merge would do, and does it. */
export function MergeDialog({ slug, customer }: { slug: string; customer: Own }) {
  const t = useTranslations("customers.merge");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Merge aria-hidden />
          {t("open")}
        </Button>
      </DialogTrigger>
      {open ? <Choice slug={slug} customer={customer} onClose={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function Choice({ slug, customer, onClose }: { slug: string; customer: Own; onClose: () => void }) {
  const t = useTranslations("customers.merge");
  const actions = useTranslations("common.actions");
  const router = useRouter();
  const offerUndo = useUndo();
  const separate = useSeparate(slug);
  const formId = useId();
  const [other, setOther] = useState<Person | null>(null);
  const [remains, setRemains] = useState<"own" | "other">("own");
  const merge = useAction(mergeCustomersAction.bind(null, slug));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!other) return;
    const [gone, stays] = remains === "own" ? [other, customer] : [customer, other];
    const answer = await merge.run({ customerId: gone.id, intoCustomerId: stays.id });
    if (!answer) return;
    onClose();
    const { mergeId } = answer;
    offerUndo({ title: t("done"), undo: () => void separate(mergeId) });
    if (stays.id === customer.id) router.refresh();
    else router.push(`/w/${slug}/customers/${stays.id}`);
  }

  return (
    <DialogContent
      title={t("title")}
      description={t("text")}
      width="lg"
      footer={
        <>
          <DialogClose asChild>
            <Button>{actions("cancel")}</Button>
          </DialogClose>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            pending={merge.pending}
            disabled={other === null}
          >
            {t("do")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {other ? null : <Candidates slug={slug} own={customer} onChoose={setOther} />}
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          {other ? (
            <>
              <RadioGroup
                aria-label={t("remains")}
                value={remains}
                onValueChange={(value) => setRemains(value as "own" | "other")}
              >
                <p className="font-medium text-sm">{t("remains")}</p>
                <Radio
                  value="own"
                  label={<Name person={customer} />}
                  hint={together(customer.email, t("this"))}
                />
                <Radio
                  value="other"
                  label={<Name person={other} />}
                  hint={together(other.email, t("tickets", { count: other.tickets }))}
                />
              </RadioGroup>
              <Preview
                slug={slug}
                gone={remains === "own" ? other.id : customer.id}
                stays={remains === "own" ? customer.id : other.id}
              />
              <Button size="sm" className="self-start" onClick={() => setOther(null)}>
                {t("another")}
              </Button>
            </>
          ) : null}
          <FormProblem>{merge.problem}</FormProblem>
        </form>
      </div>
    </DialogContent>
  );
}

const together = (...facts: (string | null)[]) => facts.filter(Boolean).join(" · ");

function Name({ person }: { person: Pick<Person, "name"> }) {
  const t = useTranslations("customers");
  return <span dir="auto">{person.name ?? t("anonymous")}</span>;
}

type CandidatesProps = { slug: string; own: Own; onChoose: (person: Person) => void };

function Candidates({ slug, own, onChoose }: CandidatesProps) {
  const t = useTranslations("customers.merge");
  const [q, setQ] = useState("");
  const likely = useAnswer<Duplicate[]>(`/api/w/${slug}/customers/${own.id}/duplicates`);
  const found = useAnswer<{ items: Person[] }>(
    q.trim() ? `/api/w/${slug}/customers?${new URLSearchParams({ q: q.trim() })}` : null,
    250,
  );
  const asked = q.trim() ? found : likely;
  const people: Person[] = (q.trim() ? (found.data?.items ?? []) : (likely.data ?? [])).filter(
    ({ id }) => id !== own.id,
  );
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-subtle" />
        <Input
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          aria-label={t("search")}
          placeholder={t("search")}
          maxLength={200}
          className="pl-8"
        />
      </div>
      <p className="font-medium text-subtle text-xs">{q.trim() ? t("found") : t("likely")}</p>
      <div aria-live="polite" className="min-h-24">
        {asked.failed ? <p className="text-danger-text text-sm">{t("failed")}</p> : null}
        {!asked.failed && asked.data && people.length === 0 ? (
          <p className="text-muted text-sm">{q.trim() ? t("nobody") : t("nobodyLikely")}</p>
        ) : null}
        <ul className="flex max-h-72 flex-col overflow-y-auto">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => onChoose(person)}
                className="flex min-h-11 w-full items-center gap-3 rounded-md px-2 py-1 text-left hover:bg-hover"
              >
                <Avatar name={person.name ?? person.email ?? "?"} id={person.id} size={24} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-sm">
                    <Name person={person} />
                  </span>
                  <span className="block truncate text-muted text-xs">
                    {together(person.email, t("tickets", { count: person.tickets }))}
                  </span>
                  <span className="mt-0.5 flex flex-wrap gap-1 empty:hidden">
                    {person.same?.map((way) => (
                      <Badge key={way} tone="info">
                        {t(`same.${way}`)}
                      </Badge>
                    ))}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Preview({ slug, gone, stays }: { slug: string; gone: string; stays: string }) {
  const t = useTranslations("customers.merge");
  const columns = useTranslations("customers.columns");
  const { data, failed } = useAnswer<MergePreview>(
    `/api/w/${slug}/customers/${gone}/merge?${new URLSearchParams({ into: stays })}`,
  );
  if (failed) return <p className="text-danger-text text-sm">{t("failed")}</p>;
  if (!data) return <div aria-busy className="h-20 animate-pulse rounded-lg bg-hover" />;
  const { fills, keeps } = data;
  const filled = [
    ...(fills.name ? [{ name: columns("name"), value: fills.name }] : []),
    ...(fills.email ? [{ name: columns("email"), value: fills.email }] : []),
    ...fills.attributes,
  ];
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-sunken p-3 text-sm">
      <p>{t("moves", { tickets: data.tickets, notes: data.notes })}</p>
      {filled.length > 0 ? (
        <div>
          <p className="text-muted">{t("fills")}</p>
          <ul className="list-disc pl-5">
            {filled.map(({ name, value }) => (
              <li key={name} dir="auto" className="break-words">
                {name}: {value}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {keeps.length > 0 ? (
        <div>
          <p className="text-muted">{t("keeps")}</p>
          <ul className="list-disc pl-5">
            {keeps.map(({ name, kept, dropped }) => (
              <li key={name} dir="auto" className="break-words">
                {name}: {kept} <s className="text-subtle">{dropped}</s>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p className="text-muted">{t("safe")}</p>
    </div>
  );
}
