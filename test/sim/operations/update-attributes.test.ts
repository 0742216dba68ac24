/**
 * Both update calls: a user changes their own record, an administrator anybody's. What becomes of an address, of its flag,
 * of the codes that are under way, and of whoever else has that address.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../../src/core/attempt.ts';
import { adminUpdateUserAttributes } from '../../../src/sim/operations/admin-update-user-attributes.ts';
import { authenticate } from '../../../src/sim/operations/authenticate.ts';
import { updateUserAttributes } from '../../../src/sim/operations/update-user-attributes.ts';
import { verifyUserAttribute } from '../../../src/sim/operations/verify-user-attribute.ts';
import type { Pool } from '../../../src/sim/pool.ts';
import { attributesOf, BOTH_VERIFIED, BY_EMAIL, demanding, poolOf } from '../people.ts';
import { EMAIL, givenFor, PASSWORD, PHONE, SIGN_INS } from '../pools.ts';

type Attributes = Readonly<Record<string, string>>;

const [BY_ALIAS, BY_ADDRESS, BY_NAME] = SIGN_INS;
const NEW = 'new@example.com';
const EITHER: readonly AliasAttribute[] = ['email', 'phone_number'];

function update(pool: Pool, attributes: Attributes, userName = 'ann', now = 2000) {
  return updateUserAttributes(pool, userName, new Map(Object.entries(attributes)), givenFor(userName, now));
}

function adminUpdate(pool: Pool, attributes: Attributes, userName = 'ann', now = 2000) {
  return adminUpdateUserAttributes(pool, userName, new Map(Object.entries(attributes)), givenFor(userName, now));
}

const CALLS = [
  ['UpdateUserAttributes', update],
  ['AdminUpdateUserAttributes', adminUpdate],
] as const;

const sentTo = (attribute: AliasAttribute, destination: string) => ({
  kind: 'code-sent',
  userName: 'ann',
  attribute,
  destination,
  code: '123456',
});

describe.each(CALLS)('%s', (_, call) => {
  it.each<[string, readonly AliasAttribute[], readonly AliasAttribute[], Attributes, readonly string[]]>([
    ['waits for its proof where the pool demands it', [], EITHER, {}, [NEW]],
    ['counts at once, unverified, where the pool does not', [], [], { email: NEW, email_verified: 'false' }, []],
    ['counts at once and gets a code', ['email'], [], { email: NEW, email_verified: 'false' }, [NEW]],
    ['waits if it is of the kind that must', ['phone_number'], ['email'], {}, [NEW]],
    ['need not wait if only numbers must', [], ['phone_number'], { email: NEW, email_verified: 'false' }, []],
  ])('a new address %s (F2.11, F5.7)', (_case, autoVerified, verifyBeforeUpdate, changed, codes) => {
    const step = call(demanding(poolOf({}), autoVerified, verifyBeforeUpdate), { email: NEW, name: 'Ann' });

    expect(step.result.ok).toBe(true);
    expect(attributesOf(step.pool, 'ann')).toEqual({ ...BOTH_VERIFIED, name: 'Ann', ...changed });
    expect(step.events).toEqual(codes.map((to) => sentTo('email', to)));
    expect([...(step.pool.users.get('ann')?.attributeCodes.values() ?? [])]).toEqual(
      codes.map((value) => ({ code: '123456', attribute: 'email', value, sentAt: 2000 })),
    );
    expect(step.pool.users.get('ann')?.modifiedAt).toBe(2000);
  });

  it('folds a new email address, in a case-insensitive pool (F1.10)', () => {
    const step = call(demanding(poolOf({}), [], []), { email: NEW.toUpperCase() });

    expect(attributesOf(step.pool, 'ann').email).toBe(NEW);
  });

  it.each([
    ['the address that the user has', { email: EMAIL.toUpperCase(), phone_number: PHONE }],
    ['no address', { name: 'Ann' }],
  ])('leaves the flags alone when it is given %s', (_case, attributes) => {
    const step = call(demanding(poolOf({}), EITHER, []), attributes);

    expect(attributesOf(step.pool, 'ann')).toMatchObject(BOTH_VERIFIED);
    expect(step.events).toEqual([]);
  });

  it('puts a new code in the place of the one under way, and leaves that of the other address', () => {
    const pool = demanding(poolOf({}), [], EITHER);
    const pending = call(pool, { email: 'typo@example.com', phone_number: '+12065550101' });
    expect(pending.events).toEqual([sentTo('email', 'typo@example.com'), sentTo('phone_number', '+12065550101')]);

    const codes = call(pending.pool, { email: NEW }, 'ann', 3000).pool.users.get('ann')?.attributeCodes;

    expect([...(codes?.values() ?? [])].map(({ value, sentAt }) => [value, sentAt])).toEqual(
      expect.arrayContaining([
        [NEW, 3000],
        ['+12065550101', 2000],
      ]),
    );
    expect(codes?.size).toBe(2);
  });

  it('lets the code to an address die when another takes its place without one', () => {
    const pending = call(demanding(poolOf({}), [], ['email']), { email: 'typo@example.com' }).pool;

    const { pool } = call(demanding(pending, [], []), { email: NEW });
    const proof = verifyUserAttribute(pool, { userName: 'ann', attribute: 'email', code: '123456' }, 2000);

    expect(proof.result).toMatchObject({ error: { name: 'CodeMismatchException' } });
  });

  it('refuses an ill-formed address', () => {
    const pool = poolOf({});
    const error = { name: 'InvalidParameterException', message: 'Invalid email address format.' };

    expect(call(pool, { email: 'no address' })).toEqual({ pool, result: { ok: false, error }, events: [] });
  });
});

describe.each(CALLS)('a sign-in address that a local user has, verified or not: %s', (_, call) => {
  const exists = (attribute: string) => ({
    ok: false,
    error: { name: 'AliasExistsException', message: `An account with the given ${attribute} already exists.` },
  });
  const bob = { email: 'bob@example.com', phone_number: '+12065550102' };

  it.each([
    ['email', { name: 'Ann', email: bob.email }],
    ['phone_number', { phone_number: bob.phone_number }],
  ])('is refused in a username pool: %s (F2.2)', (attribute, attributes) => {
    const pool = demanding(poolOf({ bob }, BY_ADDRESS), [], []);

    expect(call(pool, attributes)).toEqual({ pool, result: exists(attribute), events: [] });
  });

  it.each([
    ['in an alias pool, where several may carry it', BY_ALIAS, { email: bob.email }],
    ['where names alone sign in', BY_NAME, { email: bob.email }],
    ['if users do not sign in by it', BY_EMAIL, { phone_number: bob.phone_number }],
    ['if it is the own one', BY_ADDRESS, { email: EMAIL, phone_number: PHONE }],
  ])('is taken %s (F2.2)', (_case, signIn, attributes) => {
    const step = call(demanding(poolOf({ bob }, signIn), [], []), attributes);

    expect(step.result.ok).toBe(true);
    expect(attributesOf(step.pool, 'ann')).toMatchObject(attributes);
  });
});

describe('a user', () => {
  it('signs in by an unproved address at once in a username pool that demands no proof (F2.9, F5.7)', () => {
    const answers = [BY_ADDRESS, BY_ALIAS].map((signIn) => {
      const { pool } = update(demanding(poolOf({}, signIn), [], []), { email: NEW });
      return authenticate(pool, NEW, PASSWORD).ok;
    });

    expect(answers).toEqual([true, false]);
  });

  it('may not write a flag, not even beside other changes', () => {
    const pool = poolOf({});
    const error = {
      name: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    };

    expect(update(pool, { name: 'Ann', email_verified: 'true' })).toEqual({
      pool,
      result: { ok: false, error },
      events: [],
    });
  });
});
