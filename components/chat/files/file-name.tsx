/** Characters at the end that stay: an ending and what tells numbered files apart. */
const keptAtEnd = 9;

/** A file's name in one line; where it is too long its middle gives way, so that the ending always shows. */
export function FileName({ name }: { name: string }) {
  const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  return (
    <bdi className="flex font-medium text-xs" title={name}>
      <span className="truncate whitespace-pre">{letters.slice(0, -keptAtEnd).join("")}</span>
      <span className="shrink-0 whitespace-pre">{letters.slice(-keptAtEnd).join("")}</span>
    </bdi>
  );
}
