"use client";

import { useFormatter, useTranslations } from "next-intl";
import { FieldButton, FieldRow } from "@/components/tasks/field-row";
import { CustomFields } from "@/components/tasks/fields/custom-fields";
import { type Followers, FollowersField } from "@/components/tasks/followers-field";
import { HolderPicker } from "@/components/tasks/holder-picker";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { PriorityMenu } from "@/components/tasks/priority-menu";
import { StatusIcon } from "@/components/tasks/status-icon";
import { StatusMenu } from "@/components/tasks/status-menu";
import { TagPicker, TagsButton } from "@/components/tasks/tag-picker";
import { Avatar } from "@/components/ui/avatar";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { TicketDetail } from "@/lib/domain/tasks/views";
import { LinkedWork } from "../../t/_components/linked-work";
import { ParentValue } from "../../t/_components/parts";
import type { ShownLinks } from "../../t/_components/use-links";
import { CustomerCard } from "./customer-card";
import type { CustomerChange } from "./use-open-ticket";
import type { TicketChanges } from "./use-ticket-changes";

export interface TicketContextProps {
  slug: string;
  me: PersonRef;
  ticket: TicketDetail;
  changes: TicketChanges;
  links: ShownLinks;
  followers: Followers;
  timeZone: string;
  hrefOfTicket: (number: number) => string;
  onOpen: (number: number) => void;
  onCustomer: (change: CustomerChange) => void;
}

/** Beside the conversation: who asks, and the fields of the ticket. */
export function TicketContext(props: TicketContextProps) {
  const { slug, me, ticket, changes, links, timeZone } = props;
  const t = useTranslations("inbox.context");
  const tasks = useTranslations("tasks");
  const format = useFormatter();
  const { status, priority, assignee, team } = ticket;
  const picker = { slug, me, assignee, team, onAssign: changes.assign, onTeam: changes.setTeam };
  return (
    <div className="flex flex-col">
      <CustomerCard {...props} />
      <section className="border-border border-t px-4 py-4">
        <h2 className="mb-2 font-medium text-subtle text-xs">{t("ticket")}</h2>
        <dl className="flex flex-col gap-0.5">
          <FieldRow label={tasks("status.label")}>
            <StatusMenu type="ticket" status={status} onChange={(next) => void changes.setStatus(next)}>
              <FieldButton label={tasks("status.label")} icon={<StatusIcon status={status} />}>
                {tasks(`status.${status}`)}
              </FieldButton>
            </StatusMenu>
          </FieldRow>
          <FieldRow label={tasks("priority.label")}>
            <PriorityMenu priority={priority} onChange={changes.setPriority}>
              <FieldButton label={tasks("priority.label")} icon={<PriorityIcon priority={priority} />}>
                {tasks(`priority.${priority}`)}
              </FieldButton>
            </PriorityMenu>
          </FieldRow>
          <FieldRow label={tasks("assignee.label")}>
            <HolderPicker {...picker} offers="people">
              <FieldButton
                label={tasks("assignee.label")}
                icon={
                  assignee ? (
                    <Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} />
                  ) : null
                }
              >
                {assignee?.name ?? tasks("assignee.unassigned")}
              </FieldButton>
            </HolderPicker>
          </FieldRow>
          <FieldRow label={tasks("team.label")}>
            <HolderPicker {...picker} offers="teams">
              <FieldButton label={tasks("team.label")} icon={null}>
                {team?.name ?? tasks("team.none")}
              </FieldButton>
            </HolderPicker>
          </FieldRow>
          <FieldRow label={tasks("tags.label")}>
            <TagPicker
              slug={slug}
              tags={ticket.tags}
              onAdd={(add) => changes.tag({ add })}
              onRemove={(remove) => changes.tag({ remove })}
              onCreate={(create) => changes.tag({ create })}
            >
              <TagsButton tags={ticket.tags} />
            </TagPicker>
          </FieldRow>
          <FollowersField slug={slug} myId={me.id} followers={props.followers} mayChange />
          <CustomFields
            slug={slug}
            myId={me.id}
            type="ticket"
            values={ticket.fields}
            mayChange
            onSet={changes.setField}
          />
          {links.parent === undefined ? null : (
            <FieldRow label={tasks("panel.partOf")}>
              <ParentValue
                slug={slug}
                task={ticket}
                mayChange
                parent={links.parent}
                parentNumber={null}
                onChange={links.refresh}
              />
            </FieldRow>
          )}
          {ticket.inboxName ? (
            <FieldRow label={t("inbox")}>
              <span className="truncate px-1.5">{ticket.inboxName}</span>
            </FieldRow>
          ) : null}
          <FieldRow label={t("created")}>
            <time dateTime={ticket.createdAt} className="px-1.5">
              {format.dateTime(new Date(ticket.createdAt), "soon", { timeZone })}
            </time>
          </FieldRow>
        </dl>
      </section>
      <LinkedWork
        slug={slug}
        task={ticket}
        mayChange
        links={links.links}
        failed={links.failed}
        onChange={links.refresh}
        origin={{ chatId: ticket.chatId, becomesTask: false }}
      />
    </div>
  );
}
