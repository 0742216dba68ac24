/**
 * AdminUpdateUserAttributes with a flag: an administrator declares an address verified, or takes that back.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../../src/core/attempt.ts';
import { adminUpdateUserAttributes } from '../../../src/sim/operations/admin-update-user-attributes.ts';
import type { Pool } from '../../../src/sim/pool.ts';
import { attributesOf, BOTH_VERIFIED, demanding, FEDERATED, poolOf, VERIFIED, withPerson } from '../people.ts';
import { EMAIL, givenFor, PHONE, SIGN_INS } from '../pools.ts';

type Attributes = Readonly<Record<string, string>>;

const [, BY_ADDRESS] = SIGN_INS;
const NEW = 'new@example.com';
const EITHER: readonly AliasAttribute[] = ['email', 'phone_number'];

function adminUpdate(pool: Pool, attributes: Attributes, userName = 'ann') {
  return adminUpdateUserAttributes(pool, userName, new Map(Object.entries(attributes)), givenFor(userName));
}

const codeForPhone = {
  kind: 'code-sent',
  userName: 'bob',
  attribute: 'phone_number',
  destination: PHONE,
  code: '123456',
};

describe('an administrator (F2.4)', () => {
  const gained = { kind: 'alias-gained', attribute: 'email', value: EMAIL, to: 'bob', door: 'admin-update' };
  const alone = withPerson(demanding({ ...poolOf({}), users: new Map() }, EITHER, EITHER), 'bob', { email: EMAIL });

  it.each<[string, Attributes, readonly unknown[], Attributes]>([
    ['verifies the address that is there', { email_verified: 'true' }, [gained], VERIFIED],
    ['may spell a flag in capitals', { email_verified: 'TRUE' }, [gained], VERIFIED],
    [
      'gives a new address that waits for nothing',
      { email: NEW, email_verified: 'true', name: 'Bob' },
      [{ ...gained, value: NEW }],
      { email: NEW, email_verified: 'true', name: 'Bob' },
    ],
    [
      'verifies one address and not the other',
      { email: NEW, email_verified: 'true', phone_number: PHONE, phone_number_verified: 'false' },
      [codeForPhone, { ...gained, value: NEW }],
      { email: NEW, email_verified: 'true', phone_number_verified: 'false' },
    ],
    ['verifies nothing without an address', { phone_number_verified: 'true' }, [], { email: EMAIL }],
  ])('%s', (_, attributes, events, after) => {
    const step = adminUpdate(alone, attributes, 'bob');

    expect(step.result).toEqual({ ok: true, value: null });
    expect(step.events).toEqual(events);
    expect(attributesOf(step.pool, 'bob')).toEqual(after);
  });

  it('gives somebody who owned an address another one, and that is heard of', () => {
    const step = adminUpdate(poolOf({}), { email: NEW, email_verified: 'true' });

    expect(step.events).toEqual([{ ...gained, value: NEW, to: 'ann' }]);
    expect(attributesOf(step.pool, 'ann')).toEqual({ ...BOTH_VERIFIED, email: NEW });
  });

  it('takes a flag away', () => {
    const step = adminUpdate(poolOf({}), { email_verified: 'false' });

    expect(attributesOf(step.pool, 'ann')).toEqual({ ...BOTH_VERIFIED, email_verified: 'false' });
    expect(step.events).toEqual([]);
  });

  it('moves what is verified and asks for proof of the rest, in an alias pool', () => {
    const pool = demanding(poolOf({ bob: {} }), [], EITHER);

    const step = adminUpdate(pool, { email: EMAIL, email_verified: 'true', phone_number: PHONE }, 'bob');

    expect(step.events).toEqual([
      codeForPhone,
      { kind: 'alias-moved', attribute: 'email', value: EMAIL, from: 'ann', to: 'bob', door: 'admin-update' },
    ]);
    expect(attributesOf(step.pool, 'bob')).toEqual(VERIFIED);
  });

  it('is refused what a federated twin owns in a username pool, and nothing is changed', () => {
    const twins = withPerson(poolOf({ bob: { email: NEW } }, BY_ADDRESS), 'google_1', VERIFIED, FEDERATED);
    const pool = { ...twins, users: new Map([...twins.users].filter(([name]) => name !== 'ann')) };

    expect(adminUpdate(pool, { email: EMAIL, email_verified: 'true', name: 'Bob' }, 'bob')).toEqual({
      pool,
      result: {
        ok: false,
        error: { name: 'AliasExistsException', message: 'An account with the given email already exists.' },
      },
      events: [],
    });
  });
});
