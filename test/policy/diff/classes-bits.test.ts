/**
 * What a rule sees of one dimension: whether `when` may still apply it and `unless` still lift it. Doubt never grants.
 */
import { describe, expect, it, test } from 'vitest';
import type { ConditionSet, RuleDocument } from '../../../src/core/policy.ts';
import { atomicRules } from '../../../src/policy/diff/atoms.ts';
import { classify } from '../../../src/policy/diff/classes.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { withRules } from './samples.ts';

const COM = { emailDomain: ['example.com'] };

type Reading = RuleDocument['then'] | 'code in doubt';

function bitsOf(reading: Reading, halves: { when?: ConditionSet; unless?: ConditionSet }, email: string) {
  const then = reading === 'code in doubt' ? 'code' : reading;
  const document = withRules({ id: 'one', then, ...halves });
  const rules = atomicRules(document, withRules(), RESOURCES).filter(({ kind }) =>
    kind.startsWith(`before ${reading} f`),
  );
  const { usual } = classify({ name: 'email', probes: [{ typed: { email }, standsFor: 'one' }] }, rules);
  return { when: usual.when === 1n, unless: usual.unless === 1n };
}

describe('a rule', () => {
  test.each<[Reading, string, boolean]>([
    ['approve', 'ann@example.com', true],
    ['approve', 'ann@example.org', false],
    ['approve', 'malformed', false],
    ['code', 'ann@example.com', true],
    ['code', 'ann@example.org', false],
    ['code', 'malformed', false],
    ['code in doubt', 'ann@example.com', true],
    ['code in doubt', 'ann@example.org', false],
    ['code in doubt', 'malformed', true],
    ['deny', 'ann@example.com', true],
    ['deny', 'ann@example.org', false],
    ['deny', 'malformed', true],
  ])('to %s may apply to %s: %s', (then, email, when) => {
    expect(bitsOf(then, { when: COM }, email)).toEqual({ when, unless: false });
  });

  test.each<[Reading, string, boolean]>([
    ['approve', 'ann@example.com', true],
    ['approve', 'ann@example.org', false],
    ['approve', 'malformed', true],
    ['code', 'ann@example.com', true],
    ['code', 'ann@example.org', false],
    ['code', 'malformed', true],
    ['code in doubt', 'ann@example.com', true],
    ['code in doubt', 'ann@example.org', false],
    ['code in doubt', 'malformed', false],
    ['deny', 'ann@example.com', true],
    ['deny', 'ann@example.org', false],
    ['deny', 'malformed', false],
  ])('to %s may be lifted from %s: %s', (then, email, unless) => {
    expect(bitsOf(then, { unless: COM }, email)).toEqual({ when: true, unless });
  });

  it('needs every condition of a half', () => {
    const both = { ...COM, emailTag: true } as const;

    expect(['ann@example.com', 'ann+x@example.com'].map((email) => bitsOf('code', { when: both }, email).when)).toEqual(
      [false, true],
    );
    expect(
      ['ann@example.com', 'ann+x@example.com'].map((email) => bitsOf('code', { unless: both }, email).unless),
    ).toEqual([false, true]);
  });

  it('may apply whatever another dimension says', () => {
    const client = { client: ['portal'] };

    expect(bitsOf('approve', { when: client }, 'ann@example.com')).toEqual({ when: true, unless: false });
    expect(bitsOf('approve', { unless: client }, 'ann@example.com')).toEqual({ when: true, unless: true });
  });

  it('that does not apply is not lifted either', () => {
    expect(bitsOf('code', { when: { emailDomain: ['example.org'] }, unless: COM }, 'ann@example.com')).toEqual({
      when: false,
      unless: false,
    });
  });
});
