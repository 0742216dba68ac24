/**
 * A closed set of words is written down once and derived everywhere else: a list that somebody copied would miss the next
 * word. Every list of words that a room exports counts, so that none can be left out here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The construct reaches no room of the product: its types are its users' own. */
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/u.test(file) && !file.startsWith('cdk/'))
  .map((file) => ({ file, source: readFileSync(`src/${file}`, 'utf8') }));

const LIST = /^export const [A-Z_]+ = \[[^\]]*\] as const;$/mu;

const exported = await Promise.all(
  sources
    .filter(({ source }) => LIST.test(source))
    .map(({ file }) => import(/* @vite-ignore */ `../src/${file}`) as Promise<object>),
);

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 1 && value.every((one) => typeof one === 'string');

const SETS = exported
  .flatMap((names) => Object.entries(names))
  .flatMap(([name, value]: readonly [string, unknown]) => (isWords(value) ? [{ name, words: value }] : []));

/** Choices that are written out: of schemas, of options, of types. Examples and defaults may name every word. */
const CHOICES =
  /(?:z\.enum\(|choices\(|: readonly string\[\] = )\[(?<array>[^\]]*)\]|[=:](?<union>(?:\s*\|?\s*'[^']*'){2,})[;,)]/gu;

const copies = sources.flatMap(({ file, source }) =>
  [...source.matchAll(CHOICES)].flatMap(({ groups }) => {
    const found = new Set((groups?.['array'] ?? groups?.['union'] ?? '').match(/(?<=')[^']*(?=')/gu) ?? []);
    return SETS.filter(({ words }) => words.every((word) => found.has(word))).map(
      ({ name }) => `src/${file} copies ${name}`,
    );
  }),
);

it('the code writes each closed set down once', () => {
  expect(copies).toEqual([]);
});

it('the table of closed sets knows every one of the core, by the rooms themselves', () => {
  expect(SETS.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'ATTESTATION_RESULTS',
      'LIMIT_KEYS',
      'ON_DUPLICATE',
      'ON_TAKEN_NAME',
      'OUTCOMES',
      'REASONS',
      'STATEMENT_ALGORITHMS',
      'UNCOUNTED',
      'USER_STATUSES',
    ]),
  );
});
