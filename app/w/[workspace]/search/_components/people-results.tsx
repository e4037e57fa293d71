import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Avatar } from "@/components/ui/avatar";
import type { PersonHit } from "@/lib/domain/search/views";
import { searchHref } from "../search-params";

/** Colleagues lead to what they said, customers to their page. */
export async function PeopleResults({ workspace, items }: { workspace: string; items: PersonHit[] }) {
  const t = await getTranslations("search");
  return (
    <ol aria-label={t("kinds.people")} className="flex flex-col divide-y divide-border">
      {items.map((person) => {
        const name = person.name ?? t("anonymous");
        const member = person.kind === "member";
        return (
          <li key={person.id}>
            <Link
              href={
                member
                  ? searchHref(workspace, { q: `from:"${name.replaceAll('"', "")}"` })
                  : `/w/${workspace}/customers/${person.id}`
              }
              className="-mx-2 flex min-h-11 items-center gap-3 rounded-lg px-2 py-2.5 hover:bg-hover"
            >
              <Avatar
                name={name}
                id={person.id}
                src={member ? person.avatar : null}
                size={32}
                className="size-8"
              />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate font-medium text-sm text-text">
                  {name}
                  {member && person.isSelf ? (
                    <span className="font-normal text-subtle"> · {t("you")}</span>
                  ) : null}
                </span>
                <span className="truncate text-subtle text-xs">
                  {member ? t("member") : [t("customer"), person.email].filter(Boolean).join(" · ")}
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
