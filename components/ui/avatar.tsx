import type { CSSProperties } from "react";
import { hueOf, initialsOf } from "./avatar-identity";
import { cn } from "./cn";

const sizes = {
  16: "size-4 text-[0.5rem]",
  20: "size-5 text-[0.5625rem]",
  24: "size-6 text-[0.625rem]",
  32: "size-8 text-xs",
  40: "size-10 text-sm",
  64: "size-16 text-xl",
};

export interface AvatarProps {
  name: string;
  /** Gives the colour; the name does when it is missing. */
  id?: string;
  src?: string | null;
  size?: keyof typeof sizes;
  /** Square for workspaces, round for people. */
  shape?: "round" | "square";
  status?: "online" | "away" | "offline";
  className?: string;
}

/** A picture or initials. Decorative: the name stands beside it or is the label of what it sits in. */
export function Avatar({ name, id, src, size = 24, shape = "round", status, className }: AvatarProps) {
  const style = { "--hue": hueOf(id ?? name) } as CSSProperties;
  return (
    <span aria-hidden className={cn("relative inline-flex shrink-0", sizes[size], className)}>
      <span
        style={style}
        className={cn(
          "hue-tint flex size-full select-none items-center justify-center overflow-hidden font-semibold leading-none",
          shape === "round" ? "rounded-full" : size > 24 ? "rounded-lg" : "rounded-sm",
        )}
      >
        {/* biome-ignore lint/performance/noImgElement: avatars are small, stored at their size, served by our own route */}
        {src ? <img src={src} alt="" className="size-full object-cover" loading="lazy" /> : initialsOf(name)}
      </span>
      {status && status !== "offline" ? (
        <span
          className={cn(
            "absolute right-0 bottom-0 size-[30%] min-h-1.5 min-w-1.5 rounded-full ring-2 ring-surface",
            status === "online" ? "bg-online" : "border border-warning bg-surface",
          )}
        />
      ) : null}
    </span>
  );
}
