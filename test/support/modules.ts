/**
 * Every file of code, what it exports and what it imports of whom: for the tests that hold the house's rules. Reads the text,
 * which the formatter keeps in one form: statements begin their line, and names are exported where they are declared.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** One import of a file: of which file or package, and which names; null stands for all that the file mentions. */
export type Import = {
  readonly from: string;
  readonly to: string;
  readonly external: boolean;
  readonly names: readonly string[] | null;
};

const CODE = /\.(?:ts|tsx|mjs)$/u;
const STATIC = /^(?:import|export)\b(?<clause>[^'"`;]*?\bfrom)?\s*['"](?<to>[^'"]+)['"]/gmu;
const DYNAMIC = /\bimport\(\s*(?<quote>['"`])(?<to>[^'"`]*)\k<quote>/gu;
const DECLARED =
  /^export (?:declare )?(?:async )?(?:const|let|function\*?|abstract class|class|type|interface|enum) (?<name>[\w$]+)/gmu;

/** The files of code below some folders, by their path from the root. */
export function codeBelow(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => CODE.test(file))
      .map((file) => `${folder}/${file}`),
  );
}

/** What a file imports, types too, when it starts and while it runs. */
export function importsOf(from: string, text = readFileSync(from, 'utf8')): readonly Import[] {
  const at = (to: string, names: readonly string[] | null): Import => {
    const external = !to.startsWith('.');
    return { from, to: external ? to : normalize(join(dirname(from), to)), external, names };
  };
  return [
    ...[...text.matchAll(STATIC)].map(({ groups }) => at(groups?.['to'] ?? '', namesIn(groups?.['clause'] ?? ''))),
    ...[...text.matchAll(DYNAMIC)].map(({ groups }) => at(groups?.['to'] ?? '', null)),
  ];
}

/** The names in the braces of an import or a re-export, as the file that they come from calls them. */
function namesIn(clause: string): readonly string[] | null {
  if (/\*/u.test(clause)) return null;
  const braces = /\{(?<inside>[^}]*)\}/u.exec(clause)?.groups?.['inside'] ?? '';
  return [...braces.matchAll(/(?:^|,)\s*(?:type )?(?<name>[\w$]+)/gu)].map(({ groups }) => groups?.['name'] ?? '');
}

/** The names that a file exports where it declares them. */
export function exportsOf(file: string, text = readFileSync(file, 'utf8')): readonly string[] {
  return [...text.matchAll(DECLARED)].map(({ groups }) => groups?.['name'] ?? '');
}

/** The lines by which a file exports otherwise: `export { a as b }`, `export * from`, a pattern, a default. */
export function otherExports(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^export(?:\s+[^\sA-Z]|[{*])/u.test(line) && line.search(DECLARED) === -1);
}

/** Ways to another module that `importsOf` does not read: `import x = require()`, an `import()` of what is computed, Node's doors. */
export function otherImports(text: string): readonly string[] {
  const computed = [...text.matchAll(/\bimport\((?!s\))\s*(?<argument>[^)]*)/gu)]
    .map(({ groups }) => groups?.['argument'] ?? '')
    .filter((argument) => !/^(?<quote>['"`])(?:(?!\$\{|\k<quote>).)*\k<quote>,?\s*(?:\{|$)/u.test(argument));
  return [
    ...computed,
    ...(text.match(/^import \w+ =|\brequire\(|\bcreateRequire\b|\bgetBuiltinModule\b|\bimport\.meta\.glob\b/gmu) ?? []),
  ];
}
