/**
 * The default password policy of a new pool, demand by demand.
 */
import { expect, it } from 'vitest';
import { checkPassword } from '../../src/sim/password.ts';

const FILLER = 'aA1!';

it.each([
  ['seven characters', 'aaaaA1!', 'Password not long enough'],
  ['more than 256 characters', `${FILLER.repeat(64)}a`, 'Password not long enough'],
  ['no small letter', 'AAAAAA1!', 'Password must have lowercase characters'],
  ['no capital', 'aaaaaa1!', 'Password must have uppercase characters'],
  ['no digit', 'aaaaaaA!', 'Password must have numeric characters'],
  ['letters and digits only', 'aaaaaaA1', 'Password must have symbol characters'],
])('a new pool refuses a password of %s', (_, password, reason) => {
  const message = `Password did not conform with policy: ${reason}`;

  expect(checkPassword(password)).toEqual({ ok: false, error: { name: 'InvalidPasswordException', message } });
});

it.each([
  ['eight characters', 'aaaaaA1!'],
  ['256 characters', FILLER.repeat(64)],
  ['two lines', 'aaaaA1\n!'],
])('a new pool takes a password of %s', (_, password) => {
  expect(checkPassword(password)).toEqual({ ok: true, value: null });
});
