import { describe, expect, it } from 'vitest';
import { adminGetUser } from '../../src/sim/operations/admin-get-user.ts';
import { authenticate } from '../../src/sim/operations/authenticate.ts';
import { deleteUser } from '../../src/sim/operations/delete-user.ts';
import { listUsers } from '../../src/sim/operations/list-users.ts';
import { setEnabled } from '../../src/sim/operations/set-enabled.ts';
import type { Pool } from '../../src/sim/pool.ts';
import { EMAIL, EMAIL_FLAGS, emptyPool, PASSWORD, poolOfAnn, SIGN_INS, signUp } from './pools.ts';

function names(pool: Pool, filter: string, limit = 60, token: string | null = null) {
  const page = listUsers(pool, { filter, limit, token });
  return page.ok ? page.value.users.map(({ userName }) => userName) : page.error.message;
}

describe('ListUsers', () => {
  const pool = ['bob', 'cat', 'dan'].reduce((at, name) => signUp(at, name, { email: EMAIL }).pool, poolOfAnn());

  it('finds holders, verified or not', () => {
    expect(names(pool, `email = "${EMAIL}"`)).toEqual(['ann', 'bob', 'cat', 'dan']);
    expect(names(pool, 'email ^= "ann@"')).toHaveLength(4);
    expect(names(pool, 'email = "nobody@example.com"')).toEqual([]);
  });

  it('compares exactly (F3.3)', () => {
    expect(names(pool, `email = "${EMAIL.toUpperCase()}"`)).toEqual([]);
  });

  it('lists everybody for an empty filter (F3.1)', () => {
    expect(names(pool, '')).toHaveLength(4);
  });

  it('reads quotes behind a backslash (F3.4)', () => {
    expect(names(pool, 'name = "say \\"hi\\""')).toEqual([]);
  });

  it.each([
    ['an unescaped quote', 'email = "a"b@example.com"', 'Error while parsing filter.'],
    ['an injected second term', 'email = "x" or email ^= "a"', 'Error while parsing filter.'],
    ['a flag (F3.2)', 'email_verified = "true"', 'Invalid search attribute: email_verified'],
    ['a long filter (F3.5)', `email = "${'a'.repeat(250)}"`, /less than or equal to 256$/u],
  ])('refuses %s', (_, filter, message) => {
    expect(names(pool, filter)).toMatch(message);
  });

  it('pages to the end by tokens (F3.8)', () => {
    const seen: string[] = [];
    let token: string | null = null;
    do {
      const page = listUsers(pool, { filter: '', limit: 3, token });
      if (!page.ok) throw new Error(page.error.message);
      seen.push(...page.value.users.map(({ userName }) => userName));
      token = page.value.token;
    } while (token !== null);

    expect(seen).toEqual(['ann', 'bob', 'cat', 'dan']);
  });
});

describe('AdminGetUser (F3.14)', () => {
  it('finds by user name, id and verified alias', () => {
    const found = ['ann', 'sub-ann', EMAIL, EMAIL.toUpperCase()].map((name) => adminGetUser(poolOfAnn(), name));

    expect(found.map((result) => result.ok && result.value.userName)).toEqual(['ann', 'ann', 'ann', 'ann']);
  });

  it('does not find an unverified alias', () => {
    const pool = signUp(emptyPool(), 'bob', { email: EMAIL }).pool;

    expect(adminGetUser(pool, EMAIL)).toMatchObject({ error: { name: 'UserNotFoundException' } });
  });

  it('finds an unverified address in a username pool (F2.2)', () => {
    const pool = signUp(emptyPool(SIGN_INS[1]), EMAIL, {}).pool;

    expect(adminGetUser(pool, EMAIL).ok).toBe(true);
  });

  it('finds no address where names alone sign in', () => {
    expect(adminGetUser(poolOfAnn(SIGN_INS[2]), EMAIL).ok).toBe(false);
  });
});

describe('owning', () => {
  it('survives being disabled (F2.3)', () => {
    const pool = setEnabled(poolOfAnn(), 'ann', false, 2000).pool;

    const step = signUp(pool, 'bob', { email: EMAIL }, EMAIL_FLAGS);

    expect(step.events).toContainEqual(expect.objectContaining({ kind: 'alias-moved', from: 'ann' }));
    expect(authenticate(pool, 'ann', PASSWORD)).toMatchObject({ error: { message: 'User is disabled.' } });
  });

  it('ends with the user', () => {
    const pool = deleteUser(poolOfAnn(), 'ann').pool;

    expect(signUp(pool, 'bob', { email: EMAIL }, EMAIL_FLAGS).events).toContainEqual(
      expect.objectContaining({ kind: 'alias-gained', to: 'bob' }),
    );
  });

  it('is what signing in by an address needs', () => {
    const stolen = signUp(poolOfAnn(), 'bob', { email: EMAIL }, EMAIL_FLAGS).pool;
    const before = authenticate(poolOfAnn(), EMAIL, PASSWORD);
    const after = authenticate(stolen, EMAIL, PASSWORD);

    expect([before, after].map((result) => result.ok && result.value.userName)).toEqual(['ann', 'bob']);
    expect(authenticate(stolen, 'ann', 'wrong')).toMatchObject({ error: { name: 'NotAuthorizedException' } });
  });
});
