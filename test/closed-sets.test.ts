/**
 * A closed set of words is written down once, in `src/core`, and derived everywhere else: a list that somebody copied
 * would miss the next word.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALIAS_ATTRIBUTES, NAMED_TRIGGERS } from '../src/core/attempt.ts';
import { BECAUSES, OUTCOMES, REASONS } from '../src/core/decision.ts';
import { FAILURE_CAUSES, HOLDER_SCOPES } from '../src/core/facts.ts';
import { FALLBACKS, LOOKUPS, MODES, ON_COLLISION, RULE_OUTCOMES } from '../src/core/policy.ts';

const SETS: Readonly<Record<string, readonly string[]>> = {
  ALIAS_ATTRIBUTES,
  BECAUSES,
  FAILURE_CAUSES,
  FALLBACKS,
  HOLDER_SCOPES,
  LOOKUPS,
  MODES,
  NAMED_TRIGGERS,
  ON_COLLISION,
  OUTCOMES,
  REASONS,
  RULE_OUTCOMES,
};

/** Choices that are written out: of schemas, of options, of types. Examples and defaults may name every word. */
const CHOICES =
  /(?:z\.enum\(|choices\(|: readonly string\[\] = )\[(?<array>[^\]]*)\]|=(?<union>(?:\s*\|?\s*'[^']*'){2,});/gu;

const copies = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/u.test(file))
  .flatMap((file) => {
    const source = readFileSync(`src/${file}`, 'utf8');
    return [...source.matchAll(CHOICES)].flatMap(({ groups }) => {
      const words = new Set((groups?.['array'] ?? groups?.['union'] ?? '').match(/(?<=')[^']*(?=')/gu) ?? []);
      return Object.entries(SETS)
        .filter(([, set]) => set.every((word) => words.has(word)))
        .map(([name]) => `src/${file} copies ${name}`);
    });
  });

it('the code writes each closed set down once', () => {
  expect(copies).toEqual([]);
});
