import { useFormatter } from "next-intl";

/** Words how large a file is. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const [unit, size] =
      bytes < 1_000
        ? (["byte", 1] as const)
        : bytes < 1_000_000
          ? (["kilobyte", 1_000] as const)
          : (["megabyte", 1_000_000] as const);
    const digits = unit === "megabyte" && bytes < 10_000_000 ? 1 : 0;
    return format.number(bytes / size, {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    });
  };
}
