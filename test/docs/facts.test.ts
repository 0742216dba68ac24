/**
 * A fact cited in a source stands in docs/cognito-facts.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const FACT = /\bF[1-9]\.[0-9]+\b/gu;

function textsBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|mjs|md|yaml)$/u.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

function factsIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.match(FACT) ?? []));
}

const listed = readFileSync(join(ROOT, 'docs/cognito-facts.md'), 'utf8');
const rows = new Set([...listed.matchAll(/^\| (F[0-9.]+) \|/gmu)].map(([, fact]) => fact ?? ''));
const template = readFileSync(join(ROOT, 'template.yaml'), 'utf8');
const security = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

it('the fact sheet lists every fact that a source cites', () => {
  const cited = factsIn([...textsBelow('src'), ...textsBelow('bin'), ...textsBelow('test'), template, security]);

  expect(cited.size).toBeGreaterThan(40);
  expect([...cited].filter((fact) => !rows.has(fact))).toEqual([]);
});
