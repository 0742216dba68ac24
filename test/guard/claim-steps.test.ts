/**
 * The steps of claiming, one at a time: what is written next, what is waited for, and when it ends.
 */
import { describe, expect, it } from 'vitest';
import type { Alias, AliasAttribute } from '../../src/core/attempt.ts';
import type { ClaimFound, ClaimRequest } from '../../src/core/claims.ts';
import type { AliasFact, Failure } from '../../src/core/facts.ts';
import { fail, ok } from '../../src/core/result.ts';
import { afterFacts, afterWrite, beginClaims, type ClaimStep } from '../../src/guard/claim-steps.ts';

const ALIASES: Readonly<Record<AliasAttribute, Alias>> = {
  email: { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' },
  phone_number: { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' },
};
const EMAIL: ClaimRequest = { alias: ALIASES.email, kind: 'verifying' };
const PHONE: ClaimRequest = { alias: ALIASES.phone_number, kind: 'verifying' };
const EMAIL_MARK: ClaimRequest = { ...EMAIL, kind: 'mark' };
const TIMEOUT: Failure = { call: 'claims', cause: 'timeout' };

type Write = Extract<ClaimStep, { kind: 'write' }>;

function writing(requests: readonly ClaimRequest[], fields: Partial<Write> = {}): Write {
  return { kind: 'write', all: requests, requests, outcomes: new Map(), writesLeft: 3, ...fields };
}

function found(findings: Partial<Record<AliasAttribute, ClaimFound>>) {
  return ok(new Map(Object.entries(findings) as [AliasAttribute, ClaimFound][]));
}

describe('claiming', () => {
  it('begins by writing everything at once', () => {
    expect(beginClaims([EMAIL, PHONE])).toEqual(writing([EMAIL, PHONE]));
  });

  it('of nothing ends before it begins', () => {
    expect(beginClaims([])).toEqual({ kind: 'done', outcomes: new Map() });
  });

  it('ends once everything stands', () => {
    expect(afterWrite(writing([EMAIL_MARK, PHONE]), found({ email: 'clear', phone_number: 'clear' }))).toEqual({
      kind: 'done',
      outcomes: new Map([
        ['email', { kind: 'marked' }],
        ['phone_number', { kind: 'won' }],
      ]),
    });
  });

  it('ends in doubt about everything where the table gives no answer', () => {
    const step = writing([PHONE], { all: [EMAIL, PHONE], outcomes: new Map([['email', { kind: 'in-flight' }]]) });

    expect(afterWrite(step, fail(TIMEOUT))).toEqual({
      kind: 'done',
      outcomes: new Map([
        ['email', { kind: 'unknown', failure: TIMEOUT }],
        ['phone_number', { kind: 'unknown', failure: TIMEOUT }],
      ]),
    });
  });

  it('goes on at once with a mark where somebody else stands, without waiting for look-ups', () => {
    expect(afterWrite(writing([EMAIL, PHONE]), found({ email: 'contested', phone_number: 'clear' }))).toEqual(
      writing([EMAIL_MARK, PHONE], { all: [EMAIL, PHONE], writesLeft: 2 }),
    );
  });

  it('weighs a claim in flight before the rest is written', () => {
    const outcomes = new Map([['email', { kind: 'in-flight' }]]);

    expect(afterWrite(writing([EMAIL, PHONE]), found({ email: 'in-flight', phone_number: 'clear' }))).toEqual({
      kind: 'weigh',
      outcomes,
      next: { ...writing([PHONE], { all: [EMAIL, PHONE], writesLeft: 2 }), outcomes },
    });
  });

  it('has nothing left to write where everything is in flight', () => {
    const outcomes = new Map([['email', { kind: 'in-flight' }]]);

    expect(afterWrite(writing([EMAIL]), found({ email: 'in-flight' }))).toEqual({
      kind: 'weigh',
      outcomes,
      next: { kind: 'done', outcomes },
    });
  });

  it('gives up after the third write', () => {
    expect(afterWrite(writing([EMAIL], { writesLeft: 1 }), found({ email: 'contested' }))).toEqual({
      kind: 'done',
      outcomes: new Map([['email', { kind: 'in-flight' }]]),
    });
  });
});

describe('a claim in flight', () => {
  const next = writing([PHONE]);
  const outcomes = new Map([
    ['email', { kind: 'in-flight' }],
    ['phone_number', { kind: 'in-flight' }],
  ] as const);
  const owner = { userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' };
  const OWNED: AliasFact = { kind: 'held', holders: [owner] };
  const HELD: AliasFact = { kind: 'held', holders: [{ ...owner, verified: false }] };

  it.each([
    ['each has a verified holder', OWNED, OWNED, next],
    ['one has none that is verified', OWNED, HELD, { kind: 'done', outcomes }],
    ['one was not looked up', OWNED, undefined, { kind: 'done', outcomes }],
  ] as const)('ends it unless a look-up proves a verified holder: %s', (_, email, phone, expected) => {
    const facts = new Map<AliasAttribute, AliasFact>([['email', email]]);
    if (phone !== undefined) facts.set('phone_number', phone);

    expect(afterFacts({ kind: 'weigh', outcomes, next }, facts)).toEqual(expected);
  });
});
