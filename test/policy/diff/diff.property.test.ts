/**
 * The two halves of exactness: every witness really differs, and two policies without a witness agree.
 */
import { expect, test } from 'vitest';
import { policyAt } from '../../../src/core/in-force.ts';
import type { PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import type { TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { behaviourOf, endsAlike, saysAlike } from '../../../src/policy/diff/behaviour.ts';
import { RESOURCES, randomPolicy, TIMES, withLimits } from '../../reference/cases.ts';
import { createRandom, type Random } from '../../reference/random.ts';
import { MASS } from '../../support/mass.ts';
import { diffOf } from './samples.ts';

const EMAILS = [
  'bob@example.com',
  'ann+news@example.com',
  'ann@mail.example.com',
  'eve@a.b.example.com',
  'eve+x@b.example.com',
  'joe@example.org',
  'tom@throwaway.example.net',
  'tom+x@sub.throwaway.example.net',
  'x@other.example',
  'x+y@third.example',
  'not an address',
];
const PHONES = ['+12065550100', '+442071838751', '+4915112345678', '+33123456789', '+99912345', '2065550100'];
const TEAMS = ['sales', 'support', 'Sales', 'none'];

function maybe(random: Random, from: readonly string[], chance: number): string | undefined {
  return random.chance(chance) ? random.pick(from) : undefined;
}

/** Attempts that options can say, over the values that the policies are about. */
function randomTyped(random: Random): TypedAttempt {
  const names = ['custom:team', 'custom:site'].filter(() => random.chance(60));
  const keys = ['campaign', 'source'].filter(() => random.chance(60));
  const sent = ['invite', 'source'].filter(() => random.chance(60));
  const trigger = random.chance(70) ? undefined : random.pick(['external-provider', 'admin-create'] as const);
  return {
    email: maybe(random, EMAILS, 85),
    phone: maybe(random, PHONES, 50),
    user: maybe(random, ['bob', 'BOB', 'google_1', 'googlex_1', 'gus', 'CorpSAML_ann', 'Facebook_9', 'ann'], 50),
    client: maybe(random, ['client1', 'client2', 'client3', 'client4'], 80),
    trigger,
    provider:
      trigger === 'external-provider' ? maybe(random, ['Google', 'CorpSAML', 'Facebook', 'Else'], 80) : undefined,
    attributes: Object.fromEntries(names.map((name) => [name, random.pick(TEAMS)])),
    metadata: Object.fromEntries(keys.map((key) => [key, random.pick(TEAMS)])),
    validationData: Object.fromEntries(sent.map((key) => [key, random.pick(TEAMS)])),
  };
}

/** The same policy but for one rule, so that many pairs hardly differ. */
function edited(random: Random, document: PolicyDocument): PolicyDocument {
  const other = randomPolicy(random);
  const at = random.below(Math.max(1, document.rules.length));
  const [rule] = other.rules;
  const how = random.below(6);
  const without = document.rules.filter((_, index) => index !== at);
  if (how === 0) return { ...document, rules: without };
  if (how === 1 || rule === undefined) return { ...document, rules: document.rules.toReversed() };
  if (how === 2) return { ...document, rules: [...document.rules, { ...rule, id: 'added' }] };
  if (how === 3) return { ...document, rules: document.rules.flatMap(split) };
  return how === 4 ? withLimits(random, document) : other;
}

/** How often the keys of some rules were seen. */
function randomSeen(random: Random, ...documents: readonly PolicyDocument[]): Readonly<Record<string, number>> {
  const limited = documents.flatMap(({ rules }) => rules.filter(({ limit }) => limit !== undefined));
  return Object.fromEntries(limited.filter(() => random.chance(40)).map(({ id }) => [id, random.below(7)]));
}

/** One rule as one for each value of its first list: the same behaviour, written otherwise. */
function split(rule: RuleDocument): readonly RuleDocument[] {
  const [field, values] = Object.entries(rule.when ?? {}).find(([, value]) => Array.isArray(value)) ?? [];
  if (field === undefined || !Array.isArray(values)) return [rule];
  return values.map((value, index) => ({
    ...rule,
    id: `${rule.id}-${index}`,
    when: { ...rule.when, [field]: [value] },
  }));
}

/** A moment, or one beyond all of them. */
function timeIn(written: string | undefined, otherwise: number): number {
  return written === undefined ? otherwise : Date.parse(written);
}

/** Pairs of policies. */
const ROUNDS = 80 * MASS;

test('every witness differs, and without one policies agree', () => {
  const random = createRandom(5);
  const attempts = Array.from({ length: 10_000 }, () => randomTyped(random));
  const seen = { changed: 0, alike: 0, compared: 0, later: 0, counted: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const drawn = randomPolicy(random);
    const before = random.chance(40) ? withLimits(random, drawn) : drawn;
    const after = edited(random, before);
    const [one, other] = [compilePolicy(before, RESOURCES), compilePolicy(after, RESOURCES)];
    const mixed = (before.mode === 'observe') !== (after.mode === 'observe');
    const pairOf = (typed: TypedAttempt, at: number) =>
      [behaviourOf(policyAt(one, at), typed, mixed), behaviourOf(policyAt(other, at), typed, mixed)] as const;

    const { changes, sentences, complete } = diffOf(before, after);

    expect(complete).toBe(true);
    for (const { witness, from, until, ...told } of changes) {
      expect(witness.at).toBe(from);
      for (const at of [timeIn(from, -8e15), timeIn(until, 8e15) - 1]) {
        const [was, is] = pairOf(witness, at);
        expect({ before: was, after: is }).toEqual({ before: told.before, after: told.after });
        expect(endsAlike(was, is), JSON.stringify(witness)).toBe(false);
      }
      seen.later += from === undefined ? 0 : 1;
      seen.counted += witness.seen === undefined ? 0 : 1;
    }
    if (changes.length > 0) {
      seen.changed += 1;
      continue;
    }
    seen.alike += 1;
    const count = seen.compared < 10_000 ? attempts.length : 200;
    for (const unseen of attempts.slice(0, count)) {
      const typed = { ...unseen, seen: randomSeen(random, before, after) };
      const at = Date.parse(random.pick(TIMES));
      const [was, is] = pairOf(typed, at);
      const agree = sentences.length === 0 ? saysAlike(was, is) : endsAlike(was, is);
      if (!agree) expect({ typed, at, was, is, before, after }).toBeNull();
    }
    seen.compared += count;
  }
  expect(seen.changed).toBeGreaterThan(ROUNDS / 5);
  expect(seen.alike).toBeGreaterThan(ROUNDS / 10);
  expect(seen.later).toBeGreaterThan(ROUNDS / 20);
  expect(seen.counted).toBeGreaterThan(ROUNDS / 20);
});
