/**
 * What an explanation says of a limit whose key an attempt does not have.
 */
import { expect, it } from 'vitest';
import { ABSENT } from '../../../src/core/attempt.ts';
import { limitSentence } from '../../../src/policy/cases/explain-limit.ts';
import { attemptOf } from '../../../src/policy/cases/typed-attempt.ts';

it.each([
  ['emailDomain', 'email'],
  ['mailbox', 'email'],
  ['phonePrefix', 'phone number'],
  ['phoneCountry', 'phone number'],
  ['client', 'app client'],
  ['provider', 'provider'],
  ['everybody', 'sign-up'],
] as const)('without what is counted by %s there is no %s', (by, noun) => {
  const limit = { by, count: 3, per: '1h', perMs: 3_600_000, keyOf: () => ABSENT };
  const policy = { unavailable: { directory: 'code', claims: 'deny' } } as const;

  expect(limitSentence(limit, attemptOf({}), undefined, policy)).toBe(
    `\`limit\` does not count it: there is no ${noun}`,
  );
});
