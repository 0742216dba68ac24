/**
 * Attesters as a rule names them, and what an explanation says of them.
 */
import { expect, it } from 'vitest';
import { ABSENT, given } from '../../../src/core/attempt.ts';
import { emailAttested } from '../../../src/core/conditions/attested.ts';
import { READERS } from '../../../src/policy/file/values.ts';
import { attemptOf } from './attempts.ts';

it.each([
  ['invitations', null],
  ['a'.repeat(64), null],
])('%s is the id of an attester', (text) => {
  expect(emailAttested.read(text, READERS)).toEqual({ ok: true, value: text });
});

it.each([
  [' Invitations ', 'invitations'],
  ['invitations!', null],
  ['a'.repeat(65), null],
  ['', null],
])('`%s` is not: did you mean %s', (text, suggestion) => {
  const message = `\`${text}\` is not the id of an attester`;

  expect(emailAttested.read(text, READERS)).toEqual({ ok: false, error: { message, suggestion } });
});

it('the condition `attested` is explained by who attested the address', () => {
  const attempt = attemptOf({ email: 'ann@example.com' });
  const attested = new Map([['email' as const, 'invitations']]);

  expect(emailAttested.subject({ ...attempt, attested })).toEqual(given('invitations'));
  expect(emailAttested.subject(attempt)).toEqual(ABSENT);
});
