import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { type ParseResult, parseSync, Visitor } from "oxc-parser";

const root = fileURLToPath(new URL("../../", import.meta.url));

export type SourceFile = {
  /** From the repository's root. */
  path: string;
  imports: { target: string; typeOnly: boolean; later?: true }[];
  /** `"use client"`, `"use server"`. */
  directives: string[];
  /** Exported values: the callee of the call that makes each, or what else it is. */
  exports: { name: string; made: string }[];
  readsEnvironment: boolean;
  fetches: boolean;
};

/** The product's own source files, given or in given folders; tests and what only tests use are left out. */
export function sourceFiles(places: string[]): Map<string, SourceFile> {
  const paths = places.flatMap((place) =>
    place.endsWith(".ts")
      ? [place]
      : readdirSync(join(root, place), { recursive: true, encoding: "utf8" }).map((path) =>
          join(place, path),
        ),
  );
  const own = paths.filter(
    (path) => /\.tsx?$/.test(path) && !/(\.test\.tsx?|\.d\.ts)$|\/testing\//.test(path),
  );
  return new Map(own.map((path) => [path, readSource(path)]));
}

function readSource(path: string): SourceFile {
  return sourceFile(path, readFileSync(join(root, path), "utf8"));
}

/** What the rules ask about a file. Own modules are named by their path, packages as written. */
export function sourceFile(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const file: SourceFile = {
    path,
    imports: importsOf(path, parsed),
    directives: parsed.program.body.flatMap((node) =>
      node.type === "ExpressionStatement" && node.directive ? [node.directive] : [],
    ),
    exports: exportsOf(parsed),
    readsEnvironment: false,
    fetches: false,
  };
  new Visitor({
    MemberExpression(node) {
      const { object, property } = node;
      if (object.type !== "Identifier" || property.type !== "Identifier") return;
      if (object.name === "process" && property.name === "env") file.readsEnvironment = true;
      if (object.name === "globalThis" && property.name === "fetch") file.fetches = true;
    },
    CallExpression({ callee }) {
      if (callee.type === "Identifier" && callee.name === "fetch") file.fetches = true;
    },
  }).visit(parsed.program);
  return file;
}

function importsOf(path: string, { module, program }: ParseResult): SourceFile["imports"] {
  const found: SourceFile["imports"] = module.staticImports.map(({ moduleRequest, entries }) => ({
    target: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest) found.push({ target: moduleRequest.value, typeOnly: isType });
  }
  new Visitor({
    ImportExpression({ source }) {
      if (source.type === "Literal" && typeof source.value === "string")
        found.push({ target: source.value, typeOnly: false, later: true });
    },
  }).visit(program);
  return found.map((one) => ({ ...one, target: resolve(path, one.target) }));
}

function resolve(from: string, target: string): string {
  const own = target.startsWith("@/")
    ? target.slice(2)
    : target.startsWith(".")
      ? normalize(join(dirname(from), target))
      : null;
  if (own === null) return target;
  const candidates = [own, `${own}.ts`, `${own}.tsx`, `${own}/index.ts`, `${own}/index.tsx`];
  return candidates.find((path) => /\.\w+$/.test(path) && existsSync(join(root, path))) ?? own;
}

function exportsOf({ program }: ParseResult): SourceFile["exports"] {
  return program.body.flatMap((node) => {
    if (node.type === "ExportDefaultDeclaration") return [{ name: "default", made: node.declaration.type }];
    if (node.type === "ExportAllDeclaration") return [{ name: "*", made: node.type }];
    if (node.type !== "ExportNamedDeclaration" || node.exportKind === "type") return [];
    const { declaration } = node;
    if (!declaration) {
      return node.specifiers.map(({ exported }) => ({
        name: exported.type === "Literal" ? exported.value : exported.name,
        made: "ExportSpecifier",
      }));
    }
    if (declaration.type !== "VariableDeclaration") {
      const isType = /^TS(TypeAlias|Interface)/.test(declaration.type);
      return isType ? [] : [{ name: nameOf(declaration), made: declaration.type }];
    }
    return declaration.declarations.map(({ id, init }) => ({
      name: id.type === "Identifier" ? id.name : id.type,
      made:
        init?.type === "CallExpression" && init.callee.type === "Identifier"
          ? `${init.callee.name}(…)`
          : (init?.type ?? "nothing"),
    }));
  });
}

const nameOf = (declaration: object): string =>
  "id" in declaration && declaration.id && typeof declaration.id === "object" && "name" in declaration.id
    ? String(declaration.id.name)
    : "?";

/** Every loop of value imports, each once, as the files along it. */
export function cyclesOf(files: Map<string, SourceFile>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      cycles.push([...trail.slice(at), path]);
      return;
    }
    if (done.has(path)) return;
    for (const { target, typeOnly } of files.get(path)?.imports ?? [])
      if (!typeOnly && files.has(target)) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of files.keys()) walk(path, []);
  return cycles;
}

/**
 * Everything that a file brings along into a bundle, with the way there. Server actions stay on the server; what is
 * imported by a call while the page runs may be left out.
 */
export function bundleOf(
  start: string,
  files: Map<string, SourceFile>,
  { later = true } = {},
): Map<string, string[]> {
  const reached = new Map<string, string[]>();
  const walk = (path: string, trail: string[]): void => {
    if (reached.has(path)) return;
    reached.set(path, trail);
    const file = files.get(path);
    if (!file || file.directives.includes("use server")) return;
    for (const one of file.imports)
      if (!one.typeOnly && (later || !one.later)) walk(one.target, [...trail, one.target]);
  };
  walk(start, [start]);
  return reached;
}
