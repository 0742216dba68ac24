import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/core/attempt.ts';
import type { ConditionSet } from '../../../src/core/policy.ts';
import type { Truth } from '../../../src/core/truth.ts';
import { alternativesOf, type Half } from '../../../src/policy/diff/alternatives.ts';
import type { Atom } from '../../../src/policy/diff/atoms.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { diffOf, told, withRules } from './samples.ts';

const NOBODY = attemptOf({});

function atom(field: string, truth: Truth = 'yes'): Atom {
  return { dimension: field, field, name: null, values: true, matches: (_: Attempt) => truth };
}

function half(atoms: readonly Atom[], ...anyOf: readonly (readonly Atom[])[]): Half {
  return { atoms, anyOf };
}

/** Fields, those that must not hold behind a `!`. */
function shown(when: Half, unless: Half | null) {
  const word = ({ field, matches }: Atom) => `${matches(NOBODY) === 'yes' ? '' : '!'}${field}`;
  return alternativesOf(when, unless).map((one) => [one.when.map(word).join(' '), one.unless?.map(word).join(' ')]);
}

describe('alternativesOf', () => {
  it('leaves a plain rule as it is', () => {
    expect(shown(half([atom('a'), atom('b')]), half([atom('c')]))).toEqual([['a b', 'c']]);
    expect(shown(half([]), null)).toEqual([['', undefined]]);
  });

  it('makes one of each value that is enough', () => {
    expect(shown(half([atom('a')], [atom('b'), atom('c')]), null)).toEqual([
      ['a b', undefined],
      ['a c', undefined],
    ]);
  });

  it('makes of an exception none of its values, or not the rest of it', () => {
    expect(shown(half([atom('a')]), half([atom('d')], [atom('b'), atom('c')]))).toEqual([
      ['a !b !c', undefined],
      ['a', 'd'],
    ]);
  });

  it('never lets a rule apply whose exception asks for nothing', () => {
    expect(shown(half([atom('a')]), half([]))).toEqual([['a', '']]);
  });

  it('turns what holds into what does not, and back', () => {
    const [one] = alternativesOf(half([]), half([], [atom('b'), atom('c', 'no')]));

    expect(one?.when.map(({ matches }) => matches(NOBODY))).toEqual(['no', 'yes']);
  });

  it('has no rest where an exception is nothing else', () => {
    expect(shown(half([]), half([], [atom('b')]))).toEqual([['!b', undefined]]);
  });
});

describe('a comparison of rules on what is given', () => {
  const deny = (when: ConditionSet, unless?: ConditionSet) =>
    withRules({ id: 'no', when: { ...when, trigger: ['sign-up'] }, unless, then: 'deny' });

  it('tells each value that is enough', () => {
    expect(told(withRules(), deny({ given: ['phone_number', 'custom:team'] }))).toEqual([
      'someone@elsewhere.example +12065550100: code → deny',
      'someone@elsewhere.example not-a-number: code → deny',
      'someone@elsewhere.example [object Object]: code → deny',
    ]);
  });

  it('tells who is spared', () => {
    expect(told(deny({}), deny({}, { given: ['custom:team'], client: ['portal'] }))).toEqual([
      'someone@elsewhere.example portal [object Object]: deny → code',
    ]);
  });

  it('finds the same said otherwise', () => {
    const one = deny({ given: ['email', 'phone_number'] }, { given: ['custom:team', 'custom:site'] });
    const other = withRules(
      ...['email', 'phone_number'].map((name) => ({
        id: `no-${name}`,
        when: { given: [name], trigger: ['sign-up'] },
        unless: { given: ['custom:site', 'custom:team'] },
        then: 'deny' as const,
      })),
    );

    expect(diffOf(one, other)).toMatchObject({ changes: [], complete: true });
  });

  it('takes a value that nobody lists for what is there', () => {
    const both = deny({ given: ['custom:team'] }, { attribute: { 'custom:team': ['anything'] } });

    expect(diffOf(withRules(), both).changes.map(({ standsFor }) => standsFor)).toEqual(['given custom:team']);
    expect(diffOf(withRules(), both).changes[0]?.witness.attributes).toEqual({ 'custom:team': 'anythingx' });
  });
});
