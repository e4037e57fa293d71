import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { twMerge } from "tailwind-merge";
import { expect, it } from "vitest";
import { cn } from "./cn";

it("lets the later of two classes for one property win", () => {
  expect(cn("h-8 px-3 text-sm", "h-10")).toBe("px-3 text-sm h-10");
  expect(cn("text-sm text-muted", "text-text")).toBe("text-sm text-text");
  expect(cn("text-sm text-muted", "text-xs")).toBe("text-muted text-xs");
  expect(cn("font-medium", "font-semibold")).toBe("font-semibold");
  expect(cn("flex items-center", "hidden")).toBe("items-center hidden");
  expect(cn("-ml-2", "ml-0")).toBe("ml-0");
  expect(cn("rounded-md", "rounded-full")).toBe("rounded-full");
});

it("knows that a wide property covers its parts, and not the reverse", () => {
  expect(cn("px-2 pt-1", "p-4")).toBe("p-4");
  expect(cn("p-4", "px-2")).toBe("p-4 px-2");
  expect(cn("w-4 h-4", "size-6")).toBe("size-6");
});

it("keeps classes of other states, sizes and parts apart", () => {
  expect(cn("h-9 sm:h-8", "h-10")).toBe("sm:h-8 h-10");
  expect(cn("hover:bg-hover bg-raised", "bg-surface")).toBe("hover:bg-hover bg-surface");
  expect(cn("border border-control border-dashed", "border-danger")).toBe(
    "border border-dashed border-danger",
  );
  expect(cn("border-border border-b", "border-b-2")).toBe("border-border border-b-2");
  expect(cn("flex-1 flex-col", "flex-row")).toBe("flex-1 flex-row");
  expect(cn("group peer hue-tint", "group")).toBe("group peer hue-tint group");
});

it("leaves out what is false", () => {
  expect(cn("flex", false, undefined, null, { hidden: true, block: false })).toBe("hidden");
});

it("treats every class list of the app as the library's full table would", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const lists = ["app", "components"].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
      .flatMap((file) => readFileSync(`${root}${folder}/${file}`, "utf8").match(/"[^"\n]* [^"\n]*"/g) ?? []),
  );
  expect(lists.length).toBeGreaterThan(100);
  const plain = lists.map((list) => list.slice(1, -1));
  expect(plain.map((list) => cn(list))).toEqual(plain.map((list) => twMerge(list)));
});
