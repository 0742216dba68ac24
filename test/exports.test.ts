/**
 * What is exported is used: somebody imports it, or a used signature of its own file names it. Everything else is dead, or
 * its file's own.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { codeBelow, exportsOf, importsOf, otherExports } from './support/modules.ts';

/** What is called by its name from outside the code, and by whom. */
const ENTRY_POINTS: readonly (readonly [RegExp, string])[] = [
  [/^src\/(?:lambda\/handler|deployment\/(?:handler|attachment-check))\.ts handler$/u, 'Lambda calls it, bundled'],
  [/^bench\/bare-handler\.ts (?:handler|clients)$/u, 'bundled: benchmarks call it, and no bundler drops its clients'],
  [/^test\/lab\/trigger\/bundle-for-tests\.mjs handler$/u, "the lab's process calls it, as it calls a bundle"],
  [/^src\/cdk\/index\.ts /u, 'apps import it by the `exports` of package.json'],
  [/^src\/cli\/init\/build-function\.ts buildFunction$/u, 'bin/build-function.mjs runs it by its name'],
  [/^src\/cli\/commands\/.+\.ts define$/u, 'the command line asks it of the module that the registry loads'],
  [/^test\/support\/setup\/[\w-]+\.ts setup$/u, 'vitest calls it before a suite'],
];

const texts = new Map(
  codeBelow(['src', 'test', 'scripts', 'bench', 'bin']).map((file) => [file, readFileSync(file, 'utf8')]),
);

function importedByOthers(): ReadonlySet<string> {
  const imports = [...texts].flatMap(([file, text]) => importsOf(file, text)).filter(({ external }) => !external);
  return new Set(imports.flatMap(({ from, to, names }) => (names ?? wordsOf(from)).map((name) => `${to} ${name}`)));
}

function wordsOf(file: string): readonly string[] {
  return texts.get(file)?.match(/[\w$]+/gu) ?? [];
}

type Tree = { readonly type: string } & Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The types that a declaration names, but for what a function does and what a constant is. */
function typesIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(typesIn);
  if (!isTree(part)) return [];
  const name =
    part.type === 'TSTypeReference' ? part['typeName'] : part.type === 'TSTypeQuery' ? part['exprName'] : null;
  const own = isTree(name) ? [String(name['name'])] : [];
  const below = Object.entries(part).filter(([key, inside]) => isSignature(part, key, inside));
  return [...own, ...below.flatMap(([, inside]) => typesIn(inside))];
}

function isSignature({ type }: Tree, key: string, inside: unknown): boolean {
  if (key === 'body') return /^(?:TSInterface|Class)/u.test(type);
  return (
    type !== 'VariableDeclarator' || key !== 'init' || (isTree(inside) && inside.type.endsWith('FunctionExpression'))
  );
}

/** The exports of a file that nobody needs, given those that others import. */
function unneeded(file: string, text: string, imported: ReadonlySet<string>): readonly string[] {
  const isNeeded = (name: string): boolean => imported.has(`${file} ${name}`) || isEntryPoint(`${file} ${name}`);
  const exported = exportsOf(file, text);
  if (exported.every(isNeeded)) return [];
  const needed = new Set(exported.filter(isNeeded));
  const named = namedBy(file, text);
  // a set that grows is visited to its end
  for (const name of needed) for (const type of named.get(name) ?? []) needed.add(type);
  return exported.filter((name) => !needed.has(name)).map((name) => `${file} ${name}`);
}

/** Each export of a file to the types that it names. */
function namedBy(file: string, text: string): ReadonlyMap<string, readonly string[]> {
  const { body } = parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file);
  return new Map(
    body.flatMap((statement) => {
      if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return [];
      const [name] = exportsOf(file, text.slice(statement.start, statement.end));
      return name === undefined ? [] : [[name, typesIn(statement.declaration)]];
    }),
  );
}

function isEntryPoint(place: string): boolean {
  return ENTRY_POINTS.some(([pattern]) => pattern.test(place));
}

const imported = importedByOthers();

describe('an export', () => {
  it('is imported, or named in a signature that is', () => {
    expect([...texts].flatMap(([file, text]) => unneeded(file, text, imported))).toEqual([]);
    expect(imported.size).toBeGreaterThan(1500);
  });

  it('that is called from outside is there and nobody imports it for another reason', () => {
    const exported = [...texts].flatMap(([file, text]) => exportsOf(file, text).map((name) => `${file} ${name}`));
    const stale = ENTRY_POINTS.filter(
      ([pattern]) => !exported.some((place) => pattern.test(place) && !imported.has(place)),
    );

    expect(stale.map(([pattern]) => pattern.source)).toEqual([]);
  });

  it('stands where its name is declared', () => {
    const others = [...texts].flatMap(([file, text]) => otherExports(text).map((line) => `${file}: ${line}`));

    expect(others).toEqual([]);
  });
});
