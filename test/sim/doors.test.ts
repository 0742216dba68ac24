import { describe, expect, it } from 'vitest';
import { adminConfirmSignUp } from '../../src/sim/operations/admin-confirm-sign-up.ts';
import { beginAdminCreateUser, finishAdminCreateUser } from '../../src/sim/operations/admin-create-user.ts';
import { adminUpdateUserAttributes } from '../../src/sim/operations/admin-update-user-attributes.ts';
import { confirmSignUp } from '../../src/sim/operations/confirm-sign-up.ts';
import { beginFederatedSignIn, finishFederatedSignIn } from '../../src/sim/operations/federated-sign-in.ts';
import { updateUserAttributes } from '../../src/sim/operations/update-user-attributes.ts';
import {
  getUserAttributeVerificationCode,
  verifyUserAttribute,
} from '../../src/sim/operations/verify-user-attribute.ts';
import type { Pool } from '../../src/sim/pool.ts';
import {
  ALL_FLAGS,
  EMAIL,
  EMAIL_FLAGS,
  emailFlag,
  emptyPool,
  givenFor,
  PHONE,
  poolOfAnn,
  SIGN_INS,
  signUp,
} from './pools.ts';

const FLAGS = { kind: 'flags', flags: ALL_FLAGS } as const;
const [, BY_ADDRESS, BY_NAME] = SIGN_INS;

function adminCreate(pool: Pool, forceAliasCreation: boolean) {
  const attributes = new Map([
    ['email', EMAIL],
    ['email_verified', 'true'],
  ]);
  const request = { userName: 'bob', temporaryPassword: null, attributes, forceAliasCreation };
  const begun = beginAdminCreateUser(pool, request, 'sub-bob');
  if (!begun.ok) throw new Error(begun.error.message);
  return finishAdminCreateUser(pool, begun.value, FLAGS, givenFor('bob'));
}

function moved(events: readonly { readonly kind: string }[]) {
  return events.filter(({ kind }) => kind === 'alias-moved');
}

describe('the trigger (F2.4)', () => {
  it('moves the alias silently when it verifies a held address', () => {
    const step = signUp(poolOfAnn(), 'bob', { email: EMAIL }, EMAIL_FLAGS);

    expect(moved(step.events)).toEqual([
      { kind: 'alias-moved', attribute: 'email', value: EMAIL, from: 'ann', to: 'bob', door: 'sign-up' },
    ]);
    expect([emailFlag(step.pool, 'ann'), emailFlag(step.pool, 'bob')]).toEqual(['false', 'true']);
  });

  it('moves the alias even without confirming (F1.8)', () => {
    const step = signUp(poolOfAnn(), 'bob', { email: EMAIL }, { ...EMAIL_FLAGS, autoConfirmUser: false });

    expect(moved(step.events)).toHaveLength(1);
    expect(step.pool.users.get('bob')?.status).toBe('UNCONFIRMED');
  });

  it('leaves the loser account, name and value (F2.5)', () => {
    const step = signUp(poolOfAnn(), 'bob', { email: EMAIL }, EMAIL_FLAGS);

    expect(step.pool.users.get('ann')).toMatchObject({ status: 'CONFIRMED', enabled: true });
    expect(step.pool.users.get('ann')?.attributes.get('email')).toBe(EMAIL);
  });

  it('moves nothing in a pool without aliases', () => {
    const step = signUp(poolOfAnn(BY_NAME), 'bob', { email: EMAIL }, EMAIL_FLAGS);

    expect(moved(step.events)).toEqual([]);
    expect(emailFlag(step.pool, 'ann')).toBe('true');
  });

  it('takes the alias from a federated twin in a username pool', () => {
    const profile = {
      provider: 'Google',
      id: '1',
      attributes: new Map([
        ['email', EMAIL],
        ['email_verified', 'true'],
      ]),
    };
    const pool = emptyPool(BY_ADDRESS);
    const twin = finishFederatedSignIn(pool, beginFederatedSignIn(pool, profile), FLAGS, givenFor('google_1')).pool;

    const step = signUp(twin, EMAIL, {}, EMAIL_FLAGS);

    expect(moved(step.events)).toHaveLength(1);
  });
});

describe('ConfirmSignUp (F2.4)', () => {
  const waiting = signUp(poolOfAnn(), 'bob', { email: EMAIL }).pool;

  it('refuses a held alias by default', () => {
    const step = confirmSignUp(waiting, { userName: 'bob', code: '123456', forceAliasCreation: false }, 2000);

    expect(step.result).toMatchObject({ ok: false, error: { name: 'AliasExistsException' } });
    expect(step.pool).toBe(waiting);
  });

  it('moves the alias with ForceAliasCreation', () => {
    const step = confirmSignUp(waiting, { userName: 'bob', code: '123456', forceAliasCreation: true }, 2000);

    expect(moved(step.events)).toMatchObject([{ from: 'ann', to: 'bob', door: 'confirm-sign-up' }]);
  });

  it.each([
    ['a wrong code', '000000', 2000, 'CodeMismatchException'],
    ['a code after a day', '123456', 1000 + 86_400_001, 'ExpiredCodeException'],
  ])('refuses %s', (_, code, now, name) => {
    const step = confirmSignUp(waiting, { userName: 'bob', code, forceAliasCreation: true }, now);

    expect(step.result).toMatchObject({ error: { name } });
  });

  it('verifies only the attribute that got the code (F5.2)', () => {
    const pool = signUp(emptyPool(), 'bob', { email: EMAIL, phone_number: PHONE }).pool;

    const user = confirmSignUp(
      pool,
      { userName: 'bob', code: '123456', forceAliasCreation: false },
      2000,
    ).pool.users.get('bob');

    expect(user?.attributes.get('email_verified')).toBe('true');
    expect(user?.attributes.has('phone_number_verified')).toBe(false);
  });
});

describe('administrators (F2.4)', () => {
  it('are refused a held alias without ForceAliasCreation', () => {
    expect(adminCreate(poolOfAnn(), false).result).toMatchObject({ error: { name: 'UsernameExistsException' } });
  });

  it('move a held alias with ForceAliasCreation', () => {
    expect(moved(adminCreate(poolOfAnn(), true).events)).toMatchObject([{ door: 'admin-create', to: 'bob' }]);
  });

  it('get no flags from the trigger (F1.6)', () => {
    const begun = beginAdminCreateUser(
      emptyPool(),
      { userName: 'bob', temporaryPassword: null, attributes: new Map([['email', EMAIL]]), forceAliasCreation: false },
      'sub-bob',
    );
    if (!begun.ok) throw new Error(begun.error.message);

    const step = finishAdminCreateUser(emptyPool(), begun.value, FLAGS, givenFor('bob'));

    expect(emailFlag(step.pool, 'bob')).toBeUndefined();
    expect(step.pool.users.get('bob')?.status).toBe('FORCE_CHANGE_PASSWORD');
  });

  it('move an alias silently by updating attributes in an alias pool', () => {
    const pool = signUp(poolOfAnn(), 'bob', { email: EMAIL }).pool;

    const step = adminUpdateUserAttributes(pool, 'bob', new Map([['email_verified', 'true']]), givenFor('bob'));

    expect(moved(step.events)).toMatchObject([{ from: 'ann', to: 'bob', door: 'admin-update' }]);
  });

  it('are refused the same update in a username pool', () => {
    const pool = signUp(poolOfAnn(BY_ADDRESS), 'bob@example.com', {}, EMAIL_FLAGS).pool;
    const changes = new Map([
      ['email', EMAIL],
      ['email_verified', 'true'],
    ]);

    const step = adminUpdateUserAttributes(pool, 'sub-bob@example.com', changes, givenFor('bob'));

    expect(step.result).toMatchObject({ error: { name: 'AliasExistsException' } });
  });

  it('confirm without giving an alias', () => {
    const pool = signUp(emptyPool(), 'bob', { email: EMAIL }).pool;

    const step = adminConfirmSignUp(pool, 'bob', 2000);

    expect(step.pool.users.get('bob')?.status).toBe('CONFIRMED');
    expect(emailFlag(step.pool, 'bob')).toBeUndefined();
  });
});

describe('a signed-in user', () => {
  const pool = signUp(poolOfAnn(), 'bob', { email: 'bob@example.com' }, EMAIL_FLAGS).pool;
  const pending = updateUserAttributes(pool, 'bob', new Map([['email', EMAIL]]), givenFor('bob')).pool;

  it('keeps the old address until the new one is proved (F2.11)', () => {
    expect(pending.users.get('bob')?.attributes.get('email')).toBe('bob@example.com');
    expect(emailFlag(pending, 'bob')).toBe('true');
  });

  it('moves the alias by verifying the new address (F2.4)', () => {
    const step = verifyUserAttribute(pending, { userName: 'bob', attribute: 'email', code: '123456' }, 2000);

    expect(moved(step.events)).toMatchObject([{ from: 'ann', to: 'bob', door: 'verify-attribute' }]);
    expect(step.pool.users.get('bob')?.attributes.get('email')).toBe(EMAIL);
  });

  it('may not declare an address verified', () => {
    const step = updateUserAttributes(pool, 'bob', new Map([['email_verified', 'true']]), givenFor('bob'));

    expect(step.result).toMatchObject({ error: { name: 'NotAuthorizedException' } });
  });

  it('loses the flag at once where no proof is demanded (F5.7)', () => {
    const lax = { ...pool, settings: { ...pool.settings, verifyBeforeUpdate: [] } };

    const step = updateUserAttributes(lax, 'bob', new Map([['email', 'b@example.com']]), givenFor('bob'));

    expect(emailFlag(step.pool, 'bob')).toBe('false');
  });

  it('gets a code for the pending address', () => {
    const step = getUserAttributeVerificationCode(pending, { userName: 'bob', attribute: 'email' }, givenFor('bob'));

    expect(step.events).toMatchObject([{ kind: 'code-sent', destination: EMAIL }]);
  });
});

describe('identity providers', () => {
  function federated(pool: Pool, attributes: Readonly<Record<string, string>>) {
    const begun = beginFederatedSignIn(pool, {
      provider: 'Corp',
      id: 'A',
      attributes: new Map(Object.entries(attributes)),
    });
    return { begun, step: finishFederatedSignIn(pool, begun, FLAGS, givenFor('corp_a')) };
  }

  it('name users in lower case in a case-insensitive pool (F1.9)', () => {
    expect(federated(emptyPool(), {}).begun.userName).toBe('corp_a');
    expect(federated(emptyPool(SIGN_INS[0], true), {}).begun.userName).toBe('Corp_A');
  });

  it('verify nothing unless they say so, whatever the flags (F1.6)', () => {
    const { step } = federated(poolOfAnn(), { email: EMAIL });

    expect(emailFlag(step.pool, 'corp_a')).toBe('false');
    expect(moved(step.events)).toEqual([]);
  });

  it('move an alias that they call verified', () => {
    const { step } = federated(poolOfAnn(), { email: EMAIL, email_verified: 'true' });

    expect(moved(step.events)).toMatchObject([{ door: 'federated-sign-in', from: 'ann' }]);
  });

  it('ask the trigger the first time only (F1.1)', () => {
    const first = federated(emptyPool(), { email: EMAIL });

    expect(first.begun.ask?.source).toBe('PreSignUp_ExternalProvider');
    expect(federated(first.step.pool, { email: EMAIL }).begun.ask).toBeNull();
  });

  it('may take the flag from an owner who returns (F2.10)', () => {
    const owner = federated(emptyPool(), { email: EMAIL, email_verified: 'true' }).step.pool;

    expect(emailFlag(federated(owner, { email: EMAIL }).step.pool, 'corp_a')).toBe('false');
  });
});
