"use client";

import { useFormatter, useTranslations } from "next-intl";
import { DuePicker, useDayWords } from "@/components/tasks/due-picker";
import { FieldButton, FieldRow, FieldText } from "@/components/tasks/field-row";
import { CustomFields } from "@/components/tasks/fields/custom-fields";
import { type Followers, FollowersField } from "@/components/tasks/followers-field";
import { HolderPicker } from "@/components/tasks/holder-picker";
import { PriorityIcon } from "@/components/tasks/priority-icon";
import { PriorityMenu } from "@/components/tasks/priority-menu";
import { SeverityMenu } from "@/components/tasks/severity-menu";
import { StatusIcon } from "@/components/tasks/status-icon";
import { StatusMenu } from "@/components/tasks/status-menu";
import { TagChip } from "@/components/tasks/tag-chip";
import { TagPicker, TagsButton } from "@/components/tasks/tag-picker";
import { Avatar } from "@/components/ui/avatar";
import type { PersonRef } from "@/lib/domain/people/person-ref";
import type { WorkDetail } from "@/lib/domain/tasks/views";
import { ParentValue } from "./parts";
import type { OpenField } from "./task-keys";
import type { WorkChanges } from "./use-work-changes";

export interface TaskFieldsProps {
  slug: string;
  myId: string;
  work: WorkDetail;
  changes: WorkChanges;
  timeZone: string;
  followers: Followers;
  field: OpenField;
  onField: (field: OpenField) => void;
  onRefresh: () => void;
}

/** The fields of a task: each changed where it stands, by those who may. */
export function TaskFields(props: TaskFieldsProps) {
  const { slug, myId, work, changes, timeZone } = props;
  const t = useTranslations("tasks");
  const format = useFormatter();
  const dayWords = useDayWords();
  const { type, status, priority, severity, assignee, team, dueOn, mayChange } = work;
  const day = dueOn ? dayWords(dueOn) : t("due.none");
  const picker = {
    ...{ slug, assignee, team, work: { taskId: work.id }, me: { id: myId } },
    onAssign: changes.assign,
    onTeam: changes.setTeam,
  };
  const whenOpen = (name: OpenField) => ({
    open: props.field === name,
    onOpenChange: (open: boolean) => props.onField(open ? name : null),
  });
  const field = (
    label: string,
    icon: React.ReactNode,
    value: string,
    around: (button: React.ReactElement) => React.ReactNode,
  ) => (
    <FieldRow label={label}>
      {mayChange ? (
        around(
          <FieldButton label={label} icon={icon}>
            {value}
          </FieldButton>,
        )
      ) : (
        <FieldText icon={icon}>{value}</FieldText>
      )}
    </FieldRow>
  );
  return (
    <dl className="flex flex-col gap-0.5">
      {field(t("status.label"), <StatusIcon status={status} />, t(`status.${status}`), (button) => (
        <StatusMenu {...whenOpen("status")} type={type} status={status} onChange={changes.setStatus}>
          {button}
        </StatusMenu>
      ))}
      {field(
        t("priority.label"),
        <PriorityIcon priority={priority} />,
        t(`priority.${priority}`),
        (button) => (
          <PriorityMenu priority={priority} onChange={changes.setPriority}>
            {button}
          </PriorityMenu>
        ),
      )}
      {type === "bug"
        ? field(t("severity.label"), null, t(`severity.${severity ?? "none"}`), (button) => (
            <SeverityMenu severity={severity} onChange={changes.setSeverity}>
              {button}
            </SeverityMenu>
          ))
        : null}
      {field(
        t("assignee.label"),
        assignee ? <Avatar name={assignee.name} id={assignee.id} src={assignee.avatar} size={16} /> : null,
        assignee?.name ?? t("assignee.unassigned"),
        (button) => (
          <HolderPicker {...whenOpen("assignee")} {...picker} offers="people">
            {button}
          </HolderPicker>
        ),
      )}
      {work.isPrivate
        ? null
        : field(t("team.label"), null, team?.name ?? t("team.none"), (button) => (
            <HolderPicker {...picker} offers="teams">
              {button}
            </HolderPicker>
          ))}
      {field(t("due.label"), null, day, (button) => (
        <DuePicker dueOn={dueOn} timeZone={timeZone} onChange={changes.setDue}>
          {button}
        </DuePicker>
      ))}
      <FieldRow label={t("tags.label")}>
        {mayChange ? (
          <TagPicker
            {...whenOpen("tags")}
            slug={slug}
            tags={work.tags}
            onAdd={(add) => changes.tag({ add })}
            onRemove={(remove) => changes.tag({ remove })}
            onCreate={(create) => changes.tag({ create })}
          >
            <TagsButton tags={work.tags} />
          </TagPicker>
        ) : (
          <span className="flex min-w-0 flex-1 flex-wrap gap-1 px-1.5">
            {work.tags.length === 0 ? t("tags.none") : null}
            {work.tags.map((tag) => (
              <TagChip key={tag.id} tag={tag} className="max-w-full" />
            ))}
          </span>
        )}
      </FieldRow>
      <FollowersField
        slug={slug}
        myId={myId}
        work={{ taskId: work.id }}
        followers={props.followers}
        mayChange={mayChange}
      />
      <CustomFields
        slug={slug}
        myId={myId}
        type={type}
        values={work.fields}
        mayChange={mayChange}
        onSet={changes.setField}
      />
      {type === "epic" ? null : (
        <FieldRow label={t("panel.partOf")}>
          <ParentValue
            slug={slug}
            task={work}
            mayChange={mayChange}
            parent={work.parent}
            parentNumber={work.parentNumber}
            onChange={props.onRefresh}
          />
        </FieldRow>
      )}
      {work.createdBy ? (
        <FieldRow label={t("panel.createdBy")}>
          <FieldText icon={<Face person={work.createdBy} />}>{work.createdBy.name}</FieldText>
        </FieldRow>
      ) : null}
      <FieldRow label={t("panel.created")}>
        <time dateTime={work.createdAt} className="px-1.5">
          {format.dateTime(new Date(work.createdAt), "soon", { timeZone })}
        </time>
      </FieldRow>
    </dl>
  );
}

const Face = ({ person }: { person: PersonRef }) => (
  <Avatar name={person.name} id={person.id} src={person.avatar} size={16} />
);
