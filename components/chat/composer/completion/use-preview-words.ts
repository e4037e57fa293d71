"use client";

import { useTranslations } from "next-intl";
import type { Preview } from "@/lib/domain/commands/preview-commands";
import type { Action, Creation, Who } from "@/lib/hashtags/read-action";
import { useRefusalWords } from "../../use-refusal-words";
import { useValueWords } from "./use-value-words";

/** Words what a command will do, or why it won't. @param zone by whose days dates are meant */
export function usePreviewWords(zone: string): (preview: Preview) => string {
  const t = useTranslations("composer");
  const tasks = useTranslations("tasks");
  const valueWords = useValueWords(zone);
  const refused = useRefusalWords({
    because: (why, { tag }) => t("chips.wont", { tag, why }),
    own: (reason, { tag, given }) =>
      t("chips.wont", { tag, why: t(`chips.reasons.${reason}`, { given: given ?? "" }) }),
  });
  const person = (who: Who) =>
    who.kind === "me" ? t("values.me") : who.kind === "none" ? t("values.nobody") : `@${who.name}`;
  const day = (dueOn: string | null) => valueWords("date", dueOn ?? "none");

  function creation({ type, title, priority, severity, dueOn, assignee }: Creation): string {
    const what = tasks(`type.${type}`);
    const details = [
      title === null ? t("chips.createUntitled", { type: what }) : t("chips.create", { type: what, title }),
      severity && t("chips.setSeverity", { value: tasks(`severity.${severity}`) }),
      priority && t("chips.setPriority", { value: tasks(`priority.${priority}`) }),
      dueOn && t("chips.setDueDate", { value: day(dueOn) }),
      assignee && t("chips.assign", { value: person(assignee) }),
    ];
    return details.filter(Boolean).join(" · ");
  }

  function words(action: Action): string {
    switch (action.do) {
      case "create":
        return creation(action);
      case "setStatus":
        return t("chips.setStatus", { value: tasks(`status.${action.status}`) });
      case "assign":
        return t("chips.assign", { value: person(action.to) });
      case "setPriority":
        return t("chips.setPriority", { value: tasks(`priority.${action.priority}`) });
      case "setSeverity":
        return t("chips.setSeverity", { value: tasks(`severity.${action.severity}`) });
      case "setDueDate":
        return t("chips.setDueDate", { value: day(action.dueOn) });
      case "tag":
        return t("chips.tag", {
          value: [...action.add, ...action.remove.map((name) => `−${name}`)].join(", "),
        });
      case "snooze": {
        const until = action.until === null ? "none" : new Date(action.until).toISOString();
        return t("chips.snooze", { value: valueWords("time", until) });
      }
      case "merge":
        return t("chips.merge", { value: `#${action.into}` });
      case "close":
      case "reopen":
        return t(`chips.${action.do}`);
    }
  }

  return ({ action, refusal }) => (refusal ? refused(refusal) : words(action));
}
