/**
 * The filter of ListUsers: quoted, escaped, bounded, never empty. And what AdminGetUser takes.
 */
import { describe, expect, it } from 'vitest';
import { FEDERATED, type Holder } from '../../src/core/facts.ts';
import { fitsUserName, isTooLong, listedValuesOf, listFilter, settles } from '../../src/core/look-ups.ts';

describe('the filter', () => {
  it.each([
    ['email', 'bob@example.com', 'email = "bob@example.com"'],
    ['phone_number', '+12065550100', 'phone_number = "+12065550100"'],
    ['email', 'a"b\\c"d\\', 'email = "a\\"b\\\\c\\"d\\\\"'],
  ] as const)('of %s %s quotes the value', (attribute, value, filter) => {
    expect(listFilter(attribute, value)).toBe(filter);
  });

  it('never asks without a value', () => {
    expect(listFilter('email', '')).toBeNull();
  });

  it('keeps to the bound of the API', () => {
    const longest = 'a'.repeat(256 - 'email = ""'.length);

    expect(listFilter('email', longest)).toBe(`email = "${longest}"`);
    expect(listFilter('email', `${longest}a`)).toBeNull();
    expect(listFilter('email', `${longest.slice(1)}"`)).toBeNull();
  });
});

it.each([
  ['bob@example.com', ['bob@example.com']],
  ['Bob@example.com', ['Bob@example.com', 'bob@example.com']],
  ['bob@münchen.example', ['bob@münchen.example']],
])('%s is listed by %j', (raw, values) => {
  expect(listedValuesOf({ raw })).toEqual(values);
});

it('AdminGetUser takes 128 characters', () => {
  expect(fitsUserName({ raw: 'a'.repeat(128) })).toBe(true);
  expect(fitsUserName({ raw: 'a'.repeat(129) })).toBe(false);
});

it.each([
  ['both', 128, false],
  ['both', 129, true],
  ['alias', 128, false],
  ['alias', 129, true],
  ['alias', 247, true],
  ['list', 129, false],
  ['list', 246, false],
  ['list', 247, true],
] as const)('under `lookup: %s` an address of %i characters is too long: %s', (lookup, length, tooLong) => {
  const raw = '@example.com'.padStart(length, 'a');

  expect(isTooLong({ attribute: 'email', raw, folded: raw }, lookup)).toBe(tooLong);
});

it('an address is too long that is so in lower case alone', () => {
  const raw = `${'İ'.repeat(100)}${'a'.repeat(146)}`;

  expect(isTooLong({ attribute: 'email', raw, folded: raw }, 'list')).toBe(true);
});

describe('a look-up', () => {
  const squatter: Holder = { userName: 'bob', verified: false, enabled: true, status: 'UNCONFIRMED' };
  const federated: Holder = { ...squatter, status: FEDERATED };
  const owner: Holder = { ...squatter, verified: true };
  const own: Holder = { ...owner, userName: 'self' };
  const withhold = { then: 'withhold', code: 'allow' } as const;

  it.each([
    ['any', squatter, withhold, true],
    ['any', own, withhold, true],
    ['verified', squatter, withhold, false],
    ['verified', federated, withhold, false],
    ['verified', owner, withhold, true],
    ['owners', squatter, withhold, false],
    ['owners', federated, withhold, true],
    ['owners', own, withhold, false],
    ['any', squatter, { ...withhold, then: 'deny' }, false],
    ['any', squatter, { ...withhold, code: 'deny' }, false],
    ['any', owner, { ...withhold, then: 'deny' }, true],
    ['any', federated, { ...withhold, code: 'deny' }, true],
    ['any', own, { ...withhold, then: 'deny' }, false],
    ['verified', federated, { ...withhold, then: 'deny' }, false],
  ] as const)('that counts %s, having seen %o under %o, is settled: %s', (counting, holder, collision, settled) => {
    expect(settles(holder, counting, collision, 'self')).toBe(settled);
  });
});
