import { describe, expect, it } from 'vitest';
import { NEUTRAL } from '../../../src/core/decision.ts';
import { beginSignUp, finishSignUp } from '../../../src/sim/operations/sign-up.ts';
import type { TriggerAnswer } from '../../../src/sim/trigger.ts';
import {
  ALL_FLAGS,
  EMAIL,
  EMAIL_FLAGS,
  emptyPool,
  givenFor,
  PASSWORD,
  PHONE,
  poolOfAnn,
  SIGN_INS,
  signUp,
} from '../pools.ts';

const [, BY_ADDRESS] = SIGN_INS;

function begin(userName: string, attributes: Readonly<Record<string, string>>, signIn = SIGN_INS[0]) {
  const request = { userName, password: PASSWORD, attributes: new Map(Object.entries(attributes)) };
  return beginSignUp(emptyPool(signIn), request, 'sub-1');
}

describe('what comes before the trigger', () => {
  it.each([
    ['a bad email', 'bob', { email: 'no address' }, 'Invalid email address format.'],
    ['a national phone number (F6.12)', 'bob', { phone_number: '5550100' }, 'Invalid phone number format.'],
    ['an address as user name (F1.9)', EMAIL, {}, /^Username cannot be of email format/u],
    ['a number as user name (F1.9)', PHONE, {}, /^Username cannot be of phone number format/u],
  ])('refuses %s', (_, userName, attributes, message) => {
    const begun = begin(userName, attributes);

    expect(begun).toMatchObject({ ok: false, error: { name: 'InvalidParameterException' } });
    expect(begun.ok ? '' : begun.error.message).toMatch(message);
  });

  it('refuses a weak password and a self-declared flag', () => {
    const weak = beginSignUp(emptyPool(), { userName: 'bob', password: 'short', attributes: new Map() }, 's');

    expect(weak).toMatchObject({ error: { name: 'InvalidPasswordException' } });
    expect(begin('bob', { email: EMAIL, email_verified: 'true' })).toMatchObject({
      error: { name: 'NotAuthorizedException' },
    });
  });

  it('tells the trigger flattened names and addresses (F1.10)', () => {
    const begun = begin('Bob', { email: 'Bob@Example.com' });

    expect(begun.ok && begun.value.ask).toEqual({
      source: 'PreSignUp_SignUp',
      userName: 'bob',
      attributes: new Map([['email', 'bob@example.com']]),
    });
  });

  it('makes the id the user name in a username pool (F1.9)', () => {
    const begun = begin(EMAIL, {}, BY_ADDRESS);

    expect(begun.ok && begun.value.ask).toMatchObject({ userName: 'sub-1', attributes: new Map([['email', EMAIL]]) });
    expect(begin('bob', {}, BY_ADDRESS)).toMatchObject({ ok: false });
    expect(begin(EMAIL, { email: 'other@example.com' }, BY_ADDRESS)).toMatchObject({ ok: false });
  });
});

describe('what follows the answer', () => {
  const begun = begin('bob', { email: EMAIL });
  if (!begun.ok) throw new Error(begun.error.message);
  const finish = (answer: TriggerAnswer, pool = emptyPool()) =>
    finishSignUp(pool, begun.value, answer, givenFor('bob'));

  it.each<[string, TriggerAnswer, string, string]>([
    ['thrown', { kind: 'thrown', message: 'No' }, 'UserLambdaValidationException', 'PreSignUp failed with error No.'],
    ['unreadable', { kind: 'unreadable' }, 'InvalidLambdaResponseException', 'Unrecognizable lambda output'],
    [
      'missing',
      { kind: 'failed', message: 'AccessDeniedException' },
      'UnexpectedLambdaException',
      'PreSignUp invocation failed due to error AccessDeniedException.',
    ],
  ])('is no user when the answer is %s', (_, answer, name, message) => {
    const step = finish(answer);

    expect(step.result).toEqual({ ok: false, error: { name, message } });
    expect(step.pool.users.size).toBe(0);
  });

  it('sends a code to whoever is not confirmed (F5.1)', () => {
    const step = finish({ kind: 'flags', flags: NEUTRAL });

    expect(step.events).toMatchObject([{ kind: 'user-created' }, { kind: 'code-sent', destination: EMAIL }]);
  });

  it('sends no code to a confirmed user (F5.3)', () => {
    const step = finish({ kind: 'flags', flags: EMAIL_FLAGS });

    expect(step.events.map(({ kind }) => kind)).toEqual(['user-created', 'alias-gained']);
    expect(step.result).toMatchObject({ value: { codeSentTo: null, user: { status: 'CONFIRMED' } } });
  });

  it('fails whole on a flag for a missing attribute (F1.7)', () => {
    const step = finish({ kind: 'flags', flags: ALL_FLAGS });

    expect(step.result.ok).toBe(false);
    expect(step.pool.users.size).toBe(0);
  });

  it('refuses a name that exists only after the trigger ran (F1.11)', () => {
    const pool = signUp(emptyPool(), 'bob', {}).pool;

    expect(finish({ kind: 'flags', flags: NEUTRAL }, pool).result).toMatchObject({
      error: { name: 'UsernameExistsException' },
    });
  });
});

describe('pools differ (F2.2)', () => {
  it('lets several users carry one address in an alias pool', () => {
    expect(signUp(poolOfAnn(), 'bob', { email: EMAIL }).result.ok).toBe(true);
  });

  it('refuses an address that a local user has in a username pool', () => {
    const pool = signUp(emptyPool(BY_ADDRESS), EMAIL, {}).pool;
    const request = { userName: EMAIL, password: PASSWORD, attributes: new Map() };
    const begun = beginSignUp(pool, request, 'sub-2');
    if (!begun.ok) throw new Error(begun.error.message);

    const step = finishSignUp(pool, begun.value, { kind: 'flags', flags: NEUTRAL }, givenFor('2'));

    expect(step.result).toMatchObject({ error: { name: 'UsernameExistsException' } });
  });

  it('keeps case variants apart only in a case-sensitive pool (F1.10)', () => {
    const variant = { email: EMAIL.toUpperCase() };
    const folded = signUp(poolOfAnn(), 'bob', variant, EMAIL_FLAGS);
    const exact = signUp(poolOfAnn(undefined, true), 'bob', variant, EMAIL_FLAGS);

    expect(folded.events.some(({ kind }) => kind === 'alias-moved')).toBe(true);
    expect(exact.events.some(({ kind }) => kind === 'alias-moved')).toBe(false);
  });
});
