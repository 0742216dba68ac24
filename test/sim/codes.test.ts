/**
 * Codes: which address gets one, and until when it counts.
 */
import { describe, expect, it } from 'vitest';
import type { AliasAttribute } from '../../src/core/attempt.ts';
import { checkCode, codeFor, codeTarget } from '../../src/sim/codes.ts';
import { demanding, withPerson } from './people.ts';
import { EMAIL, emptyPool, PHONE } from './pools.ts';

const EITHER: readonly AliasAttribute[] = ['email', 'phone_number'];

describe('the sign-up code goes (F5.1)', () => {
  it.each<[string, readonly AliasAttribute[], Readonly<Record<string, string>>, AliasAttribute | null]>([
    ['to the phone where both could get it', EITHER, { email: EMAIL, phone_number: PHONE }, 'phone_number'],
    ['to the email where there is no phone', EITHER, { email: EMAIL }, 'email'],
    ['to the email where only emails get codes', ['email'], { email: EMAIL, phone_number: PHONE }, 'email'],
    ['nowhere where the user has no such address', ['phone_number'], { email: EMAIL }, null],
    ['nowhere where nothing gets codes', [], { email: EMAIL, phone_number: PHONE }, null],
  ])('%s', (_, autoVerified, attributes, target) => {
    const pool = demanding(withPerson(emptyPool(), 'ann', attributes), autoVerified, []);

    expect([...pool.users.values()].map((user) => codeTarget(pool.settings, user))).toEqual([target]);
  });
});

describe('a code', () => {
  const sentAt = Date.UTC(2026, 0, 1);
  const sent = codeFor('email', EMAIL, { sub: 'sub-ann', code: '123456', now: sentAt });

  it.each([
    ['at once', sentAt],
    ['a day later to the millisecond', Date.UTC(2026, 0, 2)],
  ])('counts %s (F5.1)', (_, now) => {
    expect(checkCode(sent, '123456', now)).toEqual({ ok: true, value: sent });
  });

  const mismatch = {
    name: 'CodeMismatchException',
    message: 'Invalid verification code provided, please try again.',
  };
  const expired = { name: 'ExpiredCodeException', message: 'Invalid code provided, please request a code again.' };

  it.each([
    ['after more than a day', sent, '123456', Date.UTC(2026, 0, 2) + 1, expired],
    ['that is another', sent, '654321', sentAt, mismatch],
    ['that is another, after more than a day', sent, '654321', Date.UTC(2026, 0, 3), mismatch],
    ['that was never sent', null, '123456', sentAt, mismatch],
  ])('is refused %s', (_, known, typed, now, error) => {
    expect(checkCode(known, typed, now)).toEqual({ ok: false, error });
  });
});
