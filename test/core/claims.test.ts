/**
 * What a claim write finds, and what is written after a contest.
 */
import { describe, expect, it } from 'vitest';
import type { Alias } from '../../src/core/attempt.ts';
import {
  afterContest,
  type ClaimItem,
  type ClaimRequest,
  findingOf,
  isInFlight,
  isLive,
  MARK_MS,
  VERIFYING_MS,
} from '../../src/core/claims.ts';

const NOW = 1_000_000;
const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };
const PHONE: Alias = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };

function aged(kind: ClaimItem['kind'], age: number, owner = 'other', since = age): ClaimItem {
  return { kind, owner, writtenAt: NOW - age, since: NOW - since };
}

it('a claim stands for longer than whoever it must outlast', () => {
  // three calls of Cognito's, of five seconds each at the most (F4.1)
  expect(VERIFYING_MS).toBeGreaterThanOrEqual(3 * 5_000);
  // the lateness of ListUsers that is reckoned with
  expect(MARK_MS).toBeGreaterThan(117_000);
});

it.each([
  ['mark', 0, true, false],
  ['mark', 119_999, true, false],
  ['mark', 120_000, false, false],
  ['verifying', 0, true, true],
  ['verifying', 14_999, true, true],
  ['verifying', 15_000, true, false],
  ['verifying', 120_000, false, false],
] as const)('a %s claim aged %i stands %s, excludes others %s', (kind, age, live, inFlight) => {
  expect(isLive(aged(kind, age), NOW)).toBe(live);
  expect(isInFlight(aged(kind, age), NOW)).toBe(inFlight);
});

describe('a write', () => {
  it.each([
    ['verifying', null, 'clear'],
    ['verifying', aged('mark', 120_000), 'clear'],
    ['verifying', aged('verifying', 120_000), 'clear'],
    ['verifying', aged('verifying', 0, 'me'), 'clear'],
    ['verifying', aged('verifying', 0, 'me', 14_999), 'clear'],
    ['verifying', aged('verifying', 0, 'me', 15_000), 'in-flight'],
    ['verifying', aged('verifying', 0), 'in-flight'],
    ['verifying', aged('verifying', 15_000), 'contested'],
    ['verifying', aged('verifying', 15_000, 'me'), 'contested'],
    ['verifying', aged('mark', 0), 'contested'],
    ['verifying', aged('mark', 0, 'me'), 'contested'],
    ['mark', null, 'clear'],
    ['mark', aged('mark', 0), 'clear'],
    ['mark', aged('mark', 0, 'me'), 'clear'],
    ['mark', aged('verifying', 0), 'in-flight'],
    ['mark', aged('verifying', 0, 'me'), 'in-flight'],
    ['mark', aged('verifying', 15_000), 'clear'],
  ] as const)('of a %s claim on %j finds %s', (kind, item, found) => {
    expect(findingOf(kind, 'me', item, NOW)).toBe(found);
  });
});

it('the next write is a mark where a claim was contested, the rest as before, nothing beside one in flight', () => {
  const requests: readonly ClaimRequest[] = [
    { alias: EMAIL, kind: 'verifying' },
    { alias: PHONE, kind: 'verifying' },
  ];

  expect(
    afterContest(
      requests,
      new Map([
        ['email', 'contested'],
        ['phone_number', 'clear'],
      ]),
    ),
  ).toEqual([
    { alias: EMAIL, kind: 'mark' },
    { alias: PHONE, kind: 'verifying' },
  ]);
  expect(
    afterContest(
      requests,
      new Map([
        ['email', 'clear'],
        ['phone_number', 'in-flight'],
      ]),
    ),
  ).toEqual([{ alias: EMAIL, kind: 'verifying' }]);
});
