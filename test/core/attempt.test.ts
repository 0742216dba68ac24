/**
 * The aliases of an attempt, and what a decision answers Cognito.
 */
import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  ALIAS_ATTRIBUTES,
  given,
  givenAlias,
  isAliasAttribute,
  MALFORMED,
  wellFormedAliases,
} from '../../src/core/attempt.ts';
import { NEUTRAL, responseOf } from '../../src/core/decision.ts';
import { fail, ok } from '../../src/core/result.ts';
import { all, truth } from '../../src/core/truth.ts';
import { attemptOf } from './conditions/attempts.ts';

const EMAIL = { attribute: 'email', raw: 'Bob@example.com', folded: 'bob@example.com' };
const PHONE = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };

it.each([
  ['email', true],
  ['phone_number', true],
  ['website', false],
])('%s is the attribute of an alias: %s', (name, expected) => {
  expect(isAliasAttribute(name)).toBe(expected);
});

describe('an alias', () => {
  it('is what was given, beside its folded form', () => {
    const attempt = attemptOf({ email: EMAIL.raw, phone: PHONE.raw });

    expect(givenAlias(attempt, 'email')).toEqual({ kind: 'given', value: EMAIL });
    expect(givenAlias(attempt, 'phone_number')).toEqual({ kind: 'given', value: PHONE });
    expect(wellFormedAliases(attempt)).toEqual([EMAIL, PHONE]);
  });

  it('stays malformed or absent', () => {
    const attempt = attemptOf({ email: 'bob@' });

    expect(givenAlias(attempt, 'email')).toEqual({ kind: 'malformed' });
    expect(givenAlias(attempt, 'phone_number')).toEqual({ kind: 'absent' });
    expect(wellFormedAliases(attempt)).toEqual([]);
  });

  it('is one of two attributes, the address first', () => {
    expect(ALIAS_ATTRIBUTES).toEqual(['email', 'phone_number']);
    expect([ABSENT, MALFORMED, given(1)]).toEqual([
      { kind: 'absent' },
      { kind: 'malformed' },
      { kind: 'given', value: 1 },
    ]);
  });
});

describe('the flags', () => {
  it.each([
    ['approve', ['email', 'phone_number'], true, true, true],
    ['approve', ['email'], true, true, false],
    ['approve', ['phone_number'], true, false, true],
    ['approve', [], true, false, false],
    ['code', ['email'], false, false, false],
    ['deny', ['email'], false, false, false],
    ['untouched', ['email'], false, false, false],
  ] as const)('of %s with %j verified', (outcome, verified, autoConfirmUser, autoVerifyEmail, autoVerifyPhone) => {
    expect(responseOf({ outcome, verified })).toEqual({ autoConfirmUser, autoVerifyEmail, autoVerifyPhone });
  });

  it('are all down in the neutral answer', () => {
    expect(NEUTRAL).toEqual({ autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false });
  });
});

it('results carry success and failure as values', () => {
  expect([ok(1), fail('why')]).toEqual([
    { ok: true, value: 1 },
    { ok: false, error: 'why' },
  ]);
});

it.each([
  [[], 'yes'],
  [['yes', 'yes'], 'yes'],
  [['yes', 'unknown'], 'unknown'],
  [['unknown', 'no'], 'no'],
] as const)('all of %j is %s', (parts, whole) => {
  expect(all(parts)).toBe(whole);
  expect([truth(true), truth(false)]).toEqual(['yes', 'no']);
});
