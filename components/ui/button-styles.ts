import { cva } from "class-variance-authority";

/** The look of a button, also for a link that stands for one. */
export const buttonStyles = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium",
    "transition-[background-color,border-color,color,box-shadow] [&_svg]:shrink-0",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50",
  ],
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent shadow-xs hover:bg-accent-hover",
        secondary:
          "border border-border bg-raised text-text shadow-xs hover:bg-hover data-[state=open]:bg-hover",
        ghost:
          "text-muted hover:bg-hover hover:text-text data-[state=open]:bg-hover data-[state=open]:text-text",
        soft: "bg-accent-soft text-accent-text hover:bg-selected",
        danger: "bg-danger text-on-danger shadow-xs hover:bg-danger-hover",
        link: "rounded-sm text-accent-text underline-offset-2 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-xs [&_svg]:size-3.5",
        md: "h-8 px-3 text-sm [&_svg]:size-4",
        lg: "h-10 px-4 text-base [&_svg]:size-4",
      },
    },
    compoundVariants: [{ variant: "link", className: "h-auto min-h-6 px-0" }],
    defaultVariants: { variant: "secondary", size: "md" },
  },
);
