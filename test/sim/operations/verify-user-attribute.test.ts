/**
 * A signed-in user proves an address by a code: the one they have, or the one that waits.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../../src/core/attempt.ts';
import { updateUserAttributes } from '../../../src/sim/operations/update-user-attributes.ts';
import {
  getUserAttributeVerificationCode,
  verifyUserAttribute,
} from '../../../src/sim/operations/verify-user-attribute.ts';
import type { Pool } from '../../../src/sim/pool.ts';
import { attributesOf, BOTH_VERIFIED, FEDERATED, poolOf, VERIFIED, withPerson } from '../people.ts';
import { EMAIL, emptyPool, givenFor, PHONE, SIGN_INS } from '../pools.ts';

const [BY_ALIAS, BY_ADDRESS] = SIGN_INS;
const NEW = 'new@example.com';

/** That user asks for a code. */
function ask(pool: Pool, userName: string, attribute: AliasAttribute = 'email') {
  return getUserAttributeVerificationCode(pool, { userName, attribute }, givenFor(userName));
}

/** That user types the code. */
function prove(pool: Pool, userName: string, attribute: AliasAttribute = 'email', now = 3000) {
  return verifyUserAttribute(pool, { userName, attribute, code: '123456' }, now);
}

/** That user asks to change their email address, and the new one waits. */
function pending(pool: Pool, userName: string, email: string): Pool {
  return updateUserAttributes(pool, userName, new Map([['email', email]]), givenFor(userName)).pool;
}

const exists = { name: 'AliasExistsException', message: 'An account with the given email already exists.' };

describe('asking for a code (F5.5)', () => {
  it.each<[string, Pool, AliasAttribute, string]>([
    ['the address', poolOf({}), 'email', EMAIL],
    ['the number', poolOf({}), 'phone_number', PHONE],
    ['the address that waits', pending(poolOf({}), 'ann', NEW), 'email', NEW],
  ])('sends it to %s, and changes nothing else', (_, pool, attribute, value) => {
    const step = ask(pool, 'ann', attribute);
    const sent = { code: '123456', attribute, value, sentAt: 1000 };

    expect(step.result).toEqual({ ok: true, value: sent });
    expect(step.events).toEqual([
      { kind: 'code-sent', userName: 'ann', attribute, destination: value, code: '123456' },
    ]);
    expect(step.pool.users).toEqual(
      new Map([['ann', { ...pool.users.get('ann'), attributeCodes: new Map([[attribute, sent]]) }]]),
    );
  });

  it.each(['email', 'phone_number'] as const)('is refused without such an address: %s', (attribute) => {
    const pool = withPerson(emptyPool(), 'ann', {});
    const error = { name: 'InvalidParameterException', message: `User has no ${attribute}.` };

    expect(ask(pool, 'ann', attribute)).toEqual({ pool, result: { ok: false, error }, events: [] });
  });
});

describe('typing it', () => {
  const gained = { kind: 'alias-gained', attribute: 'email', value: EMAIL, to: 'bob', door: 'verify-attribute' };
  const bob = withPerson(emptyPool(), 'bob', { email: EMAIL });

  it('verifies the address, once', () => {
    const step = prove(ask(bob, 'bob').pool, 'bob');

    expect(step.result).toEqual({ ok: true, value: null });
    expect(step.events).toEqual([gained]);
    expect(attributesOf(step.pool, 'bob')).toEqual(VERIFIED);
    expect(step.pool.users.get('bob')).toMatchObject({ modifiedAt: 3000, attributeCodes: new Map() });
    expect(prove(step.pool, 'bob').result).toMatchObject({ error: { name: 'CodeMismatchException' } });
  });

  it('gives nothing to who owned that address already', () => {
    const step = prove(ask(poolOf({}), 'ann').pool, 'ann');

    expect(step.events).toEqual([]);
    expect(attributesOf(step.pool, 'ann')).toEqual(BOTH_VERIFIED);
  });

  it('makes the address that waited the address, which its user gains then (F2.11)', () => {
    const step = prove(pending(poolOf({}), 'ann', NEW), 'ann');

    expect(step.events).toEqual([{ ...gained, value: NEW, to: 'ann' }]);
    expect(attributesOf(step.pool, 'ann')).toEqual({ ...BOTH_VERIFIED, email: NEW });
  });

  it.each([
    ['a wrong code', '654321', 3000, 'CodeMismatchException', 'Invalid verification code provided, please try again.'],
    [
      'a code after a day',
      '123456',
      86_401_001,
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
    ],
  ])('is refused for %s (F5.1)', (_, code, now, name, message) => {
    const pool = ask(bob, 'bob').pool;

    expect(verifyUserAttribute(pool, { userName: 'bob', attribute: 'email', code }, now)).toEqual({
      pool,
      result: { ok: false, error: { name, message } },
      events: [],
    });
  });

  it('is refused for the code of the other address', () => {
    const pool = ask(poolOf({}), 'ann', 'phone_number').pool;

    expect(prove(pool, 'ann', 'email').result).toMatchObject({ error: { name: 'CodeMismatchException' } });
  });
});

describe('proving an address that somebody took while it waited (F2.11)', () => {
  const waiting = (signIn: typeof BY_ALIAS, bob: Readonly<Record<string, string>>, federated = false) =>
    withPerson(pending(poolOf({}, signIn), 'ann', NEW), 'bob', bob, federated ? FEDERATED : {});

  it('moves it in an alias pool (F2.4)', () => {
    const step = prove(waiting(BY_ALIAS, { email: NEW, email_verified: 'true' }), 'ann');

    expect(step.events).toEqual([
      { kind: 'alias-moved', attribute: 'email', value: NEW, from: 'bob', to: 'ann', door: 'verify-attribute' },
    ]);
    expect(attributesOf(step.pool, 'bob')).toEqual({ email: NEW, email_verified: 'false' });
  });

  it.each([
    ['verified', { email: NEW, email_verified: 'true' }],
    ['unverified', { email: NEW }],
  ])('is refused in a username pool, where no two local users may have it: %s (F2.2)', (_, bob) => {
    const pool = waiting(BY_ADDRESS, bob);

    expect(prove(pool, 'ann')).toEqual({ pool, result: { ok: false, error: exists }, events: [] });
  });

  it('takes it from a federated twin in a username pool (F2.9)', () => {
    const step = prove(waiting(BY_ADDRESS, { email: NEW, email_verified: 'true' }, true), 'ann');

    expect(step.events).toMatchObject([{ kind: 'alias-moved', from: 'bob', to: 'ann' }]);
  });
});
