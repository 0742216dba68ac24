/**
 * Who is meant by a name, who signs in by it, and who is not there at all.
 */
import { describe, expect, it } from 'vitest';
import { holdersOf, resolveUser } from '../../src/sim/find.ts';
import { adminGetUser } from '../../src/sim/operations/admin-get-user.ts';
import { adminUpdateUserAttributes } from '../../src/sim/operations/admin-update-user-attributes.ts';
import { authenticate } from '../../src/sim/operations/authenticate.ts';
import { deleteUser } from '../../src/sim/operations/delete-user.ts';
import { setEnabled } from '../../src/sim/operations/set-enabled.ts';
import { updateUserAttributes } from '../../src/sim/operations/update-user-attributes.ts';
import {
  getUserAttributeVerificationCode,
  verifyUserAttribute,
} from '../../src/sim/operations/verify-user-attribute.ts';
import type { User } from '../../src/sim/pool.ts';
import type { Step } from '../../src/sim/step.ts';
import { BOTH_VERIFIED, BY_EMAIL, FEDERATED, poolOf, withPerson } from './people.ts';
import { EMAIL, emptyPool, givenFor, PASSWORD, PHONE, SIGN_INS } from './pools.ts';

const [, BY_ADDRESS] = SIGN_INS;

describe('an address as a name', () => {
  it.each([
    ['a number as well as an email address (F3.14)', SIGN_INS[0], PHONE, 'ann'],
    ['a number in a username pool (F2.2)', BY_ADDRESS, PHONE, 'ann'],
    ['nobody by a number where only emails sign in', BY_EMAIL, PHONE, undefined],
    ['an email where only emails sign in', BY_EMAIL, EMAIL, 'ann'],
  ])('means %s', (_, signIn, name, userName) => {
    expect(resolveUser(poolOf({}, signIn), name)?.userName).toBe(userName);
  });

  it.each([
    ['first', ['google_1', 'ann']],
    ['last', ['ann', 'google_1']],
  ])('means the local user of two twins, the federated one made %s (F2.9)', (_, order) => {
    const twins = order.reduce(
      (pool, name) => withPerson(pool, name, { email: EMAIL }, name === 'ann' ? {} : FEDERATED),
      emptyPool(BY_ADDRESS),
    );

    expect(resolveUser(twins, EMAIL)?.userName).toBe('ann');
    expect(resolveUser(deleteUser(twins, 'ann').pool, EMAIL)?.userName).toBe('google_1');
  });

  it('is folded only if it is an email address (F1.10)', () => {
    const pool = withPerson(emptyPool(), 'corp_a', { email: EMAIL, phone_number: '+1206555CALL' }, FEDERATED);

    const found = [
      holdersOf(pool, 'email', EMAIL.toUpperCase()),
      holdersOf(pool, 'phone_number', '+1206555CALL'),
      holdersOf(pool, 'phone_number', '+1206555call'),
    ];

    expect(found.map((users) => users.map(({ userName }) => userName))).toEqual([['corp_a'], ['corp_a'], []]);
  });
});

describe('signing in (F6.1)', () => {
  const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

  it.each<[string, Partial<User>, string, string, object]>([
    ['a name that nobody has', {}, 'nobody', PASSWORD, wrong],
    ['a wrong password', {}, 'ann', 'Wrong-horse-2', wrong],
    ['somebody without a password', FEDERATED, 'ann', '', wrong],
    ['a wrong password of a disabled user', { enabled: false }, 'ann', 'Wrong-horse-2', wrong],
    ['a disabled user', { enabled: false }, 'ann', PASSWORD, { ...wrong, message: 'User is disabled.' }],
    [
      'an unconfirmed user',
      { status: 'UNCONFIRMED' },
      'ann',
      PASSWORD,
      { name: 'UserNotConfirmedException', message: 'User is not confirmed.' },
    ],
  ])('is refused for %s', (_, ann, userName, password, error) => {
    const pool = withPerson(emptyPool(), 'ann', BOTH_VERIFIED, ann);

    expect(authenticate(pool, userName, password)).toEqual({ ok: false, error });
  });

  it.each(['CONFIRMED', 'FORCE_CHANGE_PASSWORD'] as const)('is granted with the password to who is %s', (status) => {
    const pool = withPerson(emptyPool(), 'ann', BOTH_VERIFIED, { status });

    expect(authenticate(pool, PHONE, PASSWORD)).toEqual({ ok: true, value: pool.users.get('ann') });
  });
});

describe('somebody who is not there', () => {
  const pool = poolOf({});
  const email = { userName: 'nobody', attribute: 'email' } as const;
  const notFound = { ok: false, error: { name: 'UserNotFoundException', message: 'User does not exist.' } };

  it.each<[string, () => Step<unknown>]>([
    ['AdminUpdateUserAttributes', () => adminUpdateUserAttributes(pool, 'nobody', new Map(), givenFor('nobody'))],
    ['AdminDisableUser', () => setEnabled(pool, 'nobody', false, 2000)],
    ['AdminDeleteUser', () => deleteUser(pool, 'nobody')],
    ['UpdateUserAttributes', () => updateUserAttributes(pool, 'nobody', new Map(), givenFor('nobody'))],
    ['GetUserAttributeVerificationCode', () => getUserAttributeVerificationCode(pool, email, givenFor('nobody'))],
    ['VerifyUserAttribute', () => verifyUserAttribute(pool, { ...email, code: '123456' }, 2000)],
  ])('is told so by %s', (_, call) => {
    expect(call()).toEqual({ pool, result: notFound, events: [] });
  });

  it('is told so by AdminGetUser', () => {
    expect(adminGetUser(pool, 'nobody')).toEqual(notFound);
  });
});
