import { cva, type VariantProps } from "class-variance-authority";
import { CircleCheck, Info, type LucideIcon, TriangleAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const styles = cva("flex items-center gap-2 text-sm", {
  variants: {
    tone: {
      info: "bg-info-soft text-info-text",
      warning: "bg-warning-soft text-warning-text",
      danger: "bg-danger-soft text-danger-text",
      success: "bg-success-soft text-success-text",
      offline: "bg-warning-soft text-warning-text",
    },
    shape: {
      /** Across the whole width, at the top of a zone. */
      bar: "min-h-8 justify-center px-4 py-1 text-xs",
      /** Inside a page or a card. */
      box: "rounded-lg px-3 py-2.5",
    },
  },
  defaultVariants: { tone: "info", shape: "box" },
});

const icons: Record<NonNullable<VariantProps<typeof styles>["tone"]>, LucideIcon> = {
  info: Info,
  warning: TriangleAlert,
  danger: TriangleAlert,
  success: CircleCheck,
  offline: WifiOff,
};

export interface BannerProps extends VariantProps<typeof styles> {
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Says something about the whole page or zone. Announced politely, at once when it is about danger. */
export function Banner({ tone, shape, children, action, className }: BannerProps) {
  const Icon = icons[tone ?? "info"];
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={cn(styles({ tone, shape }), className)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <div className={shape === "bar" ? "min-w-0" : "min-w-0 flex-1"}>{children}</div>
      {action}
    </div>
  );
}
