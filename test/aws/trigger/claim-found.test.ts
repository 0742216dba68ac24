/**
 * What a refused claim write found: read only from errors that tell of every claim, else there is no answer.
 */
import {
  type AttributeValue,
  type CancellationReason,
  ConditionalCheckFailedException,
  InternalServerError,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { reportsIn } from '../../../src/aws/trigger/claim-found.ts';
import type { ClaimKind, ClaimRequest } from '../../../src/core/claims.ts';

const NOW = 1_000_000;
const SDK = { $metadata: {}, message: 'refused' };

const EMAIL: ClaimRequest = {
  alias: { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' },
  kind: 'verifying',
};
const PHONE: ClaimRequest = {
  alias: { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' },
  kind: 'verifying',
};

type Item = Record<string, AttributeValue>;

/** A claim that another wrote a second ago. */
const THEIRS: Item = {
  pk: { S: 'address' },
  kind: { S: 'verifying' },
  owner: { S: 'other' },
  writtenAt: { N: '999000' },
  since: { N: '998000' },
};
const MINE: Item = { ...THEIRS, owner: { S: 'me' } };
const THEIR_MARK: Item = { ...THEIRS, kind: { S: 'mark' } };

/** One claim without a field of it. */
function without(field: string): Item {
  return Object.fromEntries(Object.entries(THEIRS).filter(([name]) => name !== field));
}

function oneRefused(Item?: Item) {
  return new ConditionalCheckFailedException({ ...SDK, ...(Item && { Item }) });
}

function bothRefused(...CancellationReasons: CancellationReason[]) {
  return new TransactionCanceledException({ ...SDK, CancellationReasons });
}

function read(error: unknown, requests: readonly ClaimRequest[] = [EMAIL, PHONE]) {
  const reports = reportsIn(error, requests, 'me', NOW);
  return reports === null ? null : Object.fromEntries(reports);
}

const REFUSED = { Code: 'ConditionalCheckFailed', Item: THEIRS };
const NONE = { Code: 'None' };

describe('a refused write of one claim', () => {
  it.each([
    ['verifying', "another's claim", 'in-flight', THEIRS],
    ['mark', "another's claim", 'in-flight', THEIRS],
    ['verifying', 'its own claim', 'clear', MINE],
    ['mark', 'its own claim', 'in-flight', MINE],
    ['verifying', "another's mark", 'contested', THEIR_MARK],
    ['mark', "another's mark", 'clear', THEIR_MARK],
  ] as readonly (readonly [
    ClaimKind,
    string,
    string,
    Item,
  ])[])('for a %s finds %s %s, and since when it stands', (kind, _, found, item) => {
    expect(read(oneRefused(item), [{ ...EMAIL, kind }])).toEqual({ email: { found, since: 998_000 } });
  });

  it('by a transaction under way there finds a claim in flight', () => {
    const error = new TransactionConflictException(SDK);

    expect(read(error, [EMAIL])).toEqual({ email: { found: 'in-flight', since: null, conflict: true } });
  });

  it.each([
    ['no claim', undefined],
    ['an empty one', {}],
    ['one without a kind', without('kind')],
    ['one of another kind', { ...THEIRS, kind: { S: 'token' } }],
    ['a kind that is no text', { ...THEIRS, kind: { N: '1' } }],
    ['one without an owner', without('owner')],
    ['an owner that is no text', { ...THEIRS, owner: { N: '1' } }],
    ['a mark without an owner', { kind: { S: 'mark' }, writtenAt: { N: '999000' }, since: { N: '998000' } }],
    ['one without its time', without('writtenAt')],
    ['a time that is no number', { ...THEIRS, writtenAt: { S: '999000' } }],
    ['a time that cannot be read', { ...THEIRS, writtenAt: { N: 'yesterday' } }],
    ['one without its first time', without('since')],
    ['a first time that is no number', { ...THEIRS, since: { S: '998000' } }],
    ['a first time that cannot be read', { ...THEIRS, since: { N: 'Infinity' } }],
  ] satisfies readonly (readonly [string, Item | undefined])[])('is no answer with %s in it', (_, item) => {
    expect(read(oneRefused(item), [EMAIL])).toBeNull();
  });
});

describe('a refused write of two claims', () => {
  it('tells for each what was found', () => {
    expect(read(bothRefused(NONE, REFUSED))).toEqual({
      email: { found: 'clear', since: null },
      phone_number: { found: 'in-flight', since: 998_000 },
    });
    expect(read(bothRefused({ ...REFUSED, Item: THEIR_MARK }, { Code: 'TransactionConflict' }))).toEqual({
      email: { found: 'contested', since: 998_000 },
      phone_number: { found: 'in-flight', since: null, conflict: true },
    });
  });

  it.each([
    ['none', bothRefused()],
    ['one only', bothRefused(REFUSED)],
    ['one more', bothRefused(REFUSED, REFUSED, NONE)],
    ['one that is null', bothRefused(REFUSED, null as never)],
    ['one without a code', bothRefused(REFUSED, { Item: THEIRS })],
    ['one that is another', bothRefused(REFUSED, { Code: 'ThrottlingError' })],
    ['another, though it names a claim', bothRefused(REFUSED, { Code: 'ValidationError', Item: THEIRS })],
    ['a refusal without the claim', bothRefused({ Code: 'ConditionalCheckFailed' }, REFUSED)],
    ['no list of them', new TransactionCanceledException(SDK)],
  ])('is no answer with the reasons %s', (_, error) => {
    expect(read(error)).toBeNull();
  });
});

describe('any other failure', () => {
  it.each([
    ['of the service', new InternalServerError(SDK)],
    ['that only looks like a refusal', { name: 'ConditionalCheckFailedException', Item: THEIRS }],
    ['that is nothing', undefined],
  ])('is no answer: one %s', (_, error) => {
    expect(read(error, [EMAIL])).toBeNull();
  });

  it('is no answer for two claims where one was refused', () => {
    expect(read(oneRefused(THEIRS))).toBeNull();
    expect(read(new TransactionConflictException(SDK))).toBeNull();
  });
});
