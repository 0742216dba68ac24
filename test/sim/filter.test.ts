/**
 * What ListUsers finds: the filter's grammar, its fields, and its pages.
 */
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/sim/filter.ts';
import { listUsers } from '../../src/sim/operations/list-users.ts';
import type { User } from '../../src/sim/pool.ts';
import { withPerson } from './people.ts';
import { EMAIL, emptyPool, PHONE } from './pools.ts';

const ANN = {
  sub: 'sub-ann',
  email: EMAIL,
  phone_number: PHONE,
  name: 'say "hi"',
  given_name: 'Ann',
  family_name: 'Ash',
  preferred_username: 'annie',
};

/** Ann with every field, and bob, who has none of them. */
const PAIR = withPerson(withPerson(emptyPool(), 'ann', ANN), 'bob', {}, { status: 'UNCONFIRMED', enabled: false });

function invalid(message: string) {
  return { ok: false, error: { name: 'InvalidParameterException', message } };
}

function found(filter: string) {
  const page = listUsers(PAIR, { filter, limit: 60, token: null });
  return page.ok ? page.value.users.map(({ userName }) => userName) : page;
}

describe('a filter', () => {
  it.each([
    ['username', 'ann', 'bob'],
    ['cognito:user_status', 'CONFIRMED', 'UNCONFIRMED'],
    ['status', 'Enabled', 'Disabled'],
  ])('tells people apart by %s (F3.2)', (field, ann, bob) => {
    expect([found(`${field} = "${ann}"`), found(`${field} = "${bob}"`)]).toEqual([['ann'], ['bob']]);
  });

  it.each(
    Object.entries(ANN).map(([field, value]) => [field, value.replaceAll('"', '\\"')] as const),
  )('finds by %s, whole or by its beginning, and not who has none (F3.1, F3.2)', (field, value) => {
    const beginning = value.slice(0, 2);
    const filters = [`${field} = "${value}"`, `${field} ^= "${beginning}"`, `${field} = "${beginning}"`];

    expect(filters.map(found)).toEqual([['ann'], ['ann'], []]);
  });

  it.each([
    ['no spaces', `email="${EMAIL}"`],
    ['many spaces', `  email  =  "${EMAIL}"  `],
    ['a quoted field', `"email" = "${EMAIL}"`],
  ])('may have %s', (_, filter) => {
    expect(found(filter)).toEqual(['ann']);
  });

  it.each([
    ['a value without quotes (F3.4)', `email = ${EMAIL}`, 'Error while parsing filter.'],
    ['no value', 'email =', 'Error while parsing filter.'],
    ['something before the field', `! email = "${EMAIL}"`, 'Error while parsing filter.'],
    ['a custom attribute (F3.2)', 'custom:team = "a"', 'Invalid search attribute: custom:team'],
  ])('is refused with %s', (_, filter, message) => {
    expect(found(filter)).toEqual(invalid(message));
  });

  it('has 256 characters at most (F3.5)', () => {
    const filter = (length: number) => `email = "${'a'.repeat(length - 10)}"`;

    expect(found(filter(256))).toEqual([]);
    expect(found(filter(257))).toEqual(
      invalid(
        "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must have length less than or equal to 256",
      ),
    );
  });

  it('that is empty is true of everybody (F3.1)', () => {
    const filter = parseFilter('');
    const people: readonly User[] = [...PAIR.users.values()];

    expect(people.map((user) => filter.ok && filter.value(user))).toEqual([true, true]);
  });
});

describe('a page of ListUsers (F3.8)', () => {
  const crowd = Array.from({ length: 61 }).reduce<typeof PAIR>(
    (pool, _, index) => withPerson(pool, `user-${index}`, {}),
    emptyPool(),
  );

  function page(limit: number, token: string | null) {
    const result = listUsers(crowd, { filter: '', limit, token });
    return result.ok ? [result.value.users.map(({ userName }) => userName).join(' '), result.value.token] : result;
  }

  it.each([
    ['the first of three', 3, null, 'user-0 user-1 user-2', '3'],
    ['the one after a token', 2, '3', 'user-3 user-4', '5'],
    ['the last, which just fits', 2, '59', 'user-59 user-60', null],
    ['one that is not full', 3, '60', 'user-60', null],
    ['one past the end', 3, '61', '', null],
  ])('is %s', (_, limit, token, names, next) => {
    expect(page(limit, token)).toEqual([names, next]);
  });

  it('holds 60 users at most, and as many where no limit is set', () => {
    expect(page(60, null)).toEqual([expect.stringMatching(/user-59$/u), '60']);
    expect(page(0, null)).toEqual(page(60, null));
  });

  it.each([-1, 61, 1.5, Number.NaN])('is refused for a limit of %d', (limit) => {
    expect(page(limit, null)).toEqual(invalid('Limit must be between 0 and 60.'));
  });

  it.each(['', '-1', '1.5', 'next', '9007199254740993'])('is refused for the token "%s"', (token) => {
    expect(page(60, token)).toEqual(invalid('Invalid pagination token.'));
  });
});
