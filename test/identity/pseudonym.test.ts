/**
 * The hashes of the log against another tool's, cut to half:
 *
 *     printf '%s' 'email:ada@example.com' | openssl dgst -sha256 -hmac 'made-up-key'
 */
import { expect, test } from 'vitest';
import { pseudonym } from '../../src/identity/pseudonym.ts';

test.each([
  ['email', 'h:25e497c36e598493169c6fc31ddb5e04'],
  ['user', 'h:b2b91175e958c9d5334a0731e71c05f5'],
] as const)('a pseudonym hashes the same text as %s in its own way', (kind, expected) => {
  expect(pseudonym('made-up-key', kind, 'ada@example.com')).toBe(expected);
});

test('a pseudonym tells nothing without a key', () => {
  expect(pseudonym(null, 'email', 'ada@example.com')).toBeNull();
});
