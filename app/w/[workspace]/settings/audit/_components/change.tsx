import { useTranslations } from "next-intl";

type Values = Record<string, unknown>;

/** What was and what is, field by field. A field that has no word of its own shows as it was recorded. */
export function Change({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("settings.audit");
  const roles = useTranslations("workspaces.roles");
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];

  function nameOf(field: string): string {
    const key = `fields.${field}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : field;
  }

  function shown(field: string, value: unknown): string {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return t("nothing");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    const role = `${String(value)}.name` as Parameters<typeof roles>[0];
    if (field === "role" && roles.has(role)) return roles(role);
    return typeof value === "string" ? value : JSON.stringify(value);
  }

  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {fields.map((field) => (
        <li key={field} className="wrap-anywhere">
          <span className="text-subtle">{nameOf(field)}: </span>
          {field in was ? <del className="text-muted">{shown(field, was[field])}</del> : null}
          {field in was && field in is ? " → " : null}
          {field in is ? <ins className="no-underline">{shown(field, is[field])}</ins> : null}
        </li>
      ))}
    </ul>
  );
}

const valuesOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
