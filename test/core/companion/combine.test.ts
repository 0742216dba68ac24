/**
 * A decision and a companion's answer, example by example: what it takes away, and what becomes of its silence.
 */
import { describe, expect, it } from 'vitest';
import { noAnswer, readFailed, readReturned } from '../../../src/core/companion/answer.ts';
import { combine, passOn } from '../../../src/core/companion/combine.ts';
import type { Decision } from '../../../src/core/decision.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/policy.ts';
import { aDocument } from '../../support/policies.ts';

const APPROVED: Decision = {
  outcome: 'approve',
  reason: 'rule',
  rules: ['staff'],
  verified: ['email', 'phone_number'],
  withheld: [],
  failures: [{ call: 'ssm', cause: 'timeout' }],
  message: null,
  applied: true,
};
const EMAIL_ONLY: Decision = { ...APPROVED, verified: ['email'] };
const CONFIRMED: Decision = { ...APPROVED, verified: [] };
const BY_CODE: Decision = { ...APPROVED, outcome: 'code', reason: 'otherwise', verified: [] };
const UNTOUCHED: Decision = { ...APPROVED, outcome: 'untouched', reason: 'source-untouched', rules: [], verified: [] };
const REFUSED: Decision = { ...APPROVED, outcome: 'deny', verified: [], message: 'Not you' };

const CONFIRM = { autoConfirmUser: true };
const EMAIL = { autoVerifyEmail: true };
const PHONE = { autoVerifyPhone: true };
const ALL = { ...CONFIRM, ...EMAIL, ...PHONE };
const POLICY = aDocument({ denyMessage: 'No', busyMessage: 'Later' });
const LENIENT = { ...POLICY, unavailable: { ...POLICY.unavailable, companion: 'code' } } as const;
const SILENT = noAnswer('timeout');
const FAILURES = [...APPROVED.failures, { call: 'companion', cause: 'timeout' }];

function returning(response: object) {
  return readReturned({ response });
}

describe('an approval', () => {
  it.each([
    ['stands where the companion sets every flag', APPROVED, ALL, {}],
    [
      'loses the number that the companion does not verify',
      APPROVED,
      { ...CONFIRM, ...EMAIL },
      { verified: ['email'] },
    ],
    [
      'loses the email that the companion does not verify',
      APPROVED,
      { ...CONFIRM, ...PHONE },
      { verified: ['phone_number'] },
    ],
    ['gains nothing that the companion verifies besides', EMAIL_ONLY, ALL, {}],
    ['that verifies nothing is confirmed where the companion confirms', CONFIRMED, ALL, {}],
    ['that verifies nothing needs no flag but that', CONFIRMED, CONFIRM, {}],
  ] as const)('%s', (_, decision, response, change) => {
    expect(combine(decision, returning(response), 'sign-up', POLICY)).toEqual({ ...decision, ...change });
  });

  it.each([
    ['does not confirm', APPROVED, { ...EMAIL, ...PHONE }],
    ['verifies none of its addresses', APPROVED, CONFIRM],
    ['verifies another address only', EMAIL_ONLY, { ...CONFIRM, ...PHONE }],
    ['sets no flag', CONFIRMED, {}],
  ] as const)('ends in the code where the companion %s', (_, decision, response) => {
    expect(combine(decision, returning(response), 'sign-up', POLICY)).toEqual({
      ...decision,
      outcome: 'code',
      reason: 'companion',
      verified: [],
    });
  });
});

describe('whoever is not approved', () => {
  it.each([
    ['the code', BY_CODE, 'sign-up'],
    ['no flags', UNTOUCHED, 'external-provider'],
    ['no flags', UNTOUCHED, 'unknown'],
  ] as const)('gets %s whatever the companion sets', (_, decision, trigger) => {
    for (const response of [ALL, {}]) expect(combine(decision, returning(response), trigger, POLICY)).toEqual(decision);
  });

  it('stays refused, and in the policy’s words', () => {
    for (const answer of [returning(ALL), SILENT, readFailed({ errorType: 'Error', errorMessage: 'Not me' })])
      expect(combine(REFUSED, answer, 'sign-up', LENIENT)).toEqual(REFUSED);
  });
});

describe('a companion’s own refusal', () => {
  it.each([
    ['approved', APPROVED, 'sign-up'],
    ['sent to the code', BY_CODE, 'sign-up'],
    ['let through', UNTOUCHED, 'admin-create'],
    ['let through', UNTOUCHED, 'unknown'],
  ] as const)('refuses whoever was %s', (_, decision, trigger) => {
    const answer = readFailed({ errorType: 'Error', errorMessage: 'Only colleagues' });

    expect(combine(decision, answer, trigger, POLICY)).toEqual({
      ...decision,
      outcome: 'deny',
      reason: 'companion',
      verified: [],
      message: 'Only colleagues',
    });
  });

  it('without a word speaks in the policy’s', () => {
    const answer = readFailed({ errorType: 'Error', errorMessage: ' \n' });

    expect(combine(APPROVED, answer, 'sign-up', POLICY).message).toBe('No');
    expect(combine(BY_CODE, answer, 'sign-up', null).message).toBe(DEFAULT_SETTINGS.denyMessage);
  });
});

describe('a companion’s silence', () => {
  it.each([
    ['approved', APPROVED, 'sign-up'],
    ['sent to the code', BY_CODE, 'sign-up'],
    ['let through from a provider', UNTOUCHED, 'external-provider'],
    ['created by an administrator', UNTOUCHED, 'admin-create'],
  ] as const)('refuses whoever was %s', (_, decision, trigger) => {
    expect(combine(decision, SILENT, trigger, POLICY)).toEqual({
      ...decision,
      outcome: 'deny',
      reason: 'companion-unavailable',
      verified: [],
      failures: FAILURES,
      message: 'Later',
    });
  });

  it('refuses where no policy says otherwise', () => {
    const { companion: _, ...unavailable } = POLICY.unavailable;

    expect(combine(APPROVED, SILENT, 'sign-up', { ...POLICY, unavailable }).outcome).toBe('deny');
    expect(combine(BY_CODE, SILENT, 'sign-up', null)).toMatchObject({
      outcome: 'deny',
      message: DEFAULT_SETTINGS.busyMessage,
    });
  });

  it('sends an approval to the code where the policy says so', () => {
    expect(combine(APPROVED, SILENT, 'sign-up', LENIENT)).toEqual({
      ...APPROVED,
      outcome: 'code',
      reason: 'companion-unavailable',
      verified: [],
      failures: FAILURES,
    });
  });

  it.each([
    ['the code stays the code', BY_CODE, 'sign-up', LENIENT],
    ['a federated user passes', UNTOUCHED, 'external-provider', LENIENT],
    ['an unknown source passes under any setting', UNTOUCHED, 'unknown', POLICY],
  ] as const)('is told where %s', (_, decision, trigger, policy) => {
    expect(combine(decision, SILENT, trigger, policy)).toEqual({ ...decision, failures: FAILURES });
  });

  it('is what an answer without a response is', () => {
    expect(combine(APPROVED, readReturned(null), 'sign-up', LENIENT)).toMatchObject({
      outcome: 'code',
      reason: 'companion-unavailable',
      failures: [...APPROVED.failures, { call: 'companion', cause: 'unreadable' }],
    });
  });
});

describe('a companion in charge', () => {
  it.each([{ response: ALL, more: [1] }, { response: 'none' }, null])('has its answer passed on: %j', (event) => {
    expect(passOn(readReturned(event), POLICY)).toEqual({ kind: 'event', event });
  });

  it('refuses in its own words, and in the policy’s where it has none', () => {
    const refused = (errorMessage: string) => passOn(readFailed({ errorType: 'Error', errorMessage }), POLICY);

    expect(refused('Only colleagues')).toEqual({ kind: 'refusal', message: 'Only colleagues' });
    expect(refused('')).toEqual({ kind: 'refusal', message: 'No' });
  });

  it('refuses by its silence, as it did before', () => {
    expect(passOn(SILENT, LENIENT)).toEqual({ kind: 'refusal', message: 'Later' });
  });
});
