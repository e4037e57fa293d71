type Values = Record<string, unknown>;

/** What was and what is, field by field, as it was recorded. */
export function Change({ before, after }: { before: unknown; after: unknown }) {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {fields.map((field) => (
        <li key={field} className="break-words">
          <span className="text-subtle">{field}: </span>
          {field in was ? <del className="text-muted">{shown(was[field])}</del> : null}
          {field in was && field in is ? " → " : null}
          {field in is ? <ins className="no-underline">{shown(is[field])}</ins> : null}
        </li>
      ))}
    </ul>
  );
}

const valuesOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

const shown = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
