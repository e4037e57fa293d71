import { useFormatter } from "next-intl";

const kilo = 1_024;

/** Words how large a file is. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const [unit, size] =
      bytes < kilo
        ? (["byte", 1] as const)
        : bytes < kilo * kilo
          ? (["kilobyte", kilo] as const)
          : (["megabyte", kilo * kilo] as const);
    const digits = unit === "megabyte" && bytes < 10 * kilo * kilo ? 1 : 0;
    return format.number(bytes / size, {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    });
  };
}
