/**
 * From a user as Cognito returns it to a holder: whoever cannot be told is doubt, never absence.
 */
import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { holderOf, ownerOf, type RawUser } from '../../../src/aws/trigger/holder.ts';
import type { Alias } from '../../../src/core/attempt.ts';

const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };
const PHONE: Alias = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };

const CARRIES: readonly AttributeType[] = [
  { Name: 'sub', Value: '1' },
  { Name: 'email', Value: 'bob@example.com' },
  { Name: 'email_verified', Value: 'false' },
  { Name: 'phone_number', Value: '+12065550100' },
  { Name: 'phone_number_verified', Value: 'true' },
];

const BOB: RawUser = { name: 'bob', attributes: CARRIES, enabled: true, status: 'CONFIRMED' };

function withEmail(value: string, verified?: string): RawUser {
  const flag = verified === undefined ? [] : [{ Name: 'email_verified', Value: verified }];
  return { ...BOB, attributes: [{ Name: 'email', Value: value }, ...flag] };
}

describe('a user of a list', () => {
  it('holds what it carries, each with its own flag', () => {
    const holder = { userName: 'bob', enabled: true, status: 'CONFIRMED' };

    expect(holderOf(BOB, EMAIL)).toEqual({ ...holder, verified: false });
    expect(holderOf(BOB, PHONE)).toEqual({ ...holder, verified: true });
  });

  it.each([
    ['another address', withEmail('eve@example.com', 'true'), EMAIL],
    ['no address at all', { ...BOB, attributes: [] }, EMAIL],
    ['the address as something else', { ...BOB, attributes: [{ Name: 'website', Value: EMAIL.raw }] }, EMAIL],
    ['another number', BOB, { ...PHONE, folded: '+12065550101' }],
  ] as const)('does not hold what it does not carry: %s', (_, user, alias) => {
    expect(holderOf(user, alias)).toBeNull();
  });

  it.each(['BOB@example.com', 'bob@EXAMPLE.com'])('holds an address in any case: %s', (stored) => {
    expect(holderOf(withEmail(stored), EMAIL)).toMatchObject({ userName: 'bob' });
  });

  it.each([
    ['true', true],
    ['TRUE', true],
    ['false', false],
    ['', false],
    ['yes', false],
    [undefined, false],
  ])('is verified by the flag %s: %s', (flag, verified) => {
    expect(holderOf(withEmail('bob@example.com', flag), EMAIL)).toMatchObject({ verified });
  });

  it('is unverified by a flag without a value', () => {
    const attributes = [{ Name: 'email', Value: 'bob@example.com' }, { Name: 'email_verified' }];

    expect(holderOf({ ...BOB, attributes }, EMAIL)).toMatchObject({ verified: false });
  });

  it.each([
    ['no name', { ...BOB, name: undefined }],
    ['an empty name', { ...BOB, name: '' }],
    ['no attributes', { ...BOB, attributes: undefined }],
    ['an address without a value', { ...BOB, attributes: [{ Name: 'email' }] }],
  ])('cannot be told with %s', (_, user) => {
    expect(holderOf(user, EMAIL)).toBe('unreadable');
  });

  it.each([
    [true, true],
    [false, false],
    [undefined, true],
  ])('counts as enabled unless it is said not to be: %s', (enabled, counts) => {
    expect(holderOf({ ...BOB, enabled }, EMAIL)).toMatchObject({ enabled: counts });
  });

  it.each([
    ['FORCE_CHANGE_PASSWORD', 'FORCE_CHANGE_PASSWORD'],
    ['A'.repeat(40), 'A'.repeat(40)],
    ['A'.repeat(41), 'UNKNOWN'],
    ['CONFIRMED bob@example.com', 'UNKNOWN'],
    ['bob@example.com CONFIRMED', 'UNKNOWN'],
    ['', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('has the status that it is said to have, where that looks like one: %s', (status, known) => {
    expect(holderOf({ ...BOB, status }, EMAIL)).toMatchObject({ status: known });
  });
});

describe('the user whom the pool resolves an alias to', () => {
  it('is as verified as the attribute that it carries', () => {
    expect(ownerOf(BOB, EMAIL)).toEqual({ userName: 'bob', verified: false, enabled: true, status: 'CONFIRMED' });
    expect(ownerOf(BOB, PHONE)).toMatchObject({ verified: true });
  });

  it.each([
    ['carries another address', withEmail('eve@example.com', 'false')],
    ['carries none', { ...BOB, attributes: [] }],
    ['shows no attributes', { ...BOB, attributes: undefined }],
    ['carries one without a value', { ...BOB, attributes: [{ Name: 'email' }] }],
  ])('counts as verified, and is known not to carry the alias, if it %s', (_, user) => {
    expect(ownerOf(user, EMAIL)).toEqual({
      userName: 'bob',
      verified: true,
      enabled: true,
      status: 'CONFIRMED',
      carries: false,
    });
  });

  it('keeps what is known of it', () => {
    const user: RawUser = { ...BOB, attributes: undefined, enabled: false, status: 'ARCHIVED' };

    expect(ownerOf(user, EMAIL)).toMatchObject({ enabled: false, status: 'ARCHIVED' });
  });

  it.each([undefined, ''])('cannot be told by the name %o', (name) => {
    expect(ownerOf({ ...BOB, name }, EMAIL)).toBe('unreadable');
  });
});
