import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

/** A field in a description list: its name, and its value as a button or as text. */
export function FieldRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center gap-2">
      <dt title={label} className="w-24 shrink-0 truncate text-muted text-sm">
        {label}
      </dt>
      <dd className="flex min-w-0 flex-1 text-sm">{children}</dd>
    </div>
  );
}

type FieldButtonProps = { label: string; icon: ReactNode } & ComponentProps<"button">;

/** The value of a field that can be changed: opens what changes it. */
export function FieldButton({ label, icon, children, ...props }: FieldButtonProps) {
  return (
    <button
      type="button"
      aria-label={`${label}: ${String(children)}`}
      className="group flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
      {...props}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <ChevronDown
        aria-hidden
        className="size-3.5 shrink-0 text-subtle opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
    </button>
  );
}

/** The value of a field that the reader can't change. */
export function FieldText({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2 px-1.5">
      {icon}
      <span className="min-w-0 truncate">{children}</span>
    </span>
  );
}
