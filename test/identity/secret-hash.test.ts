/**
 * The hash against another tool's:
 *
 *     printf '%s' 'example_user_name11122223333' |
 *       openssl dgst -sha256 -hmac 'example-client-secret' -binary | base64
 */
import { expect, test } from 'vitest';
import { secretHash } from '../../src/identity/secret-hash.ts';

test('the secret hash is what openssl computes', () => {
  expect(secretHash('example_user_name', '11122223333', 'example-client-secret')).toBe(
    'cajG/oY/EZmpZRfMRXuCR5zyCR43uFysnp3AsxzFkSY=',
  );
});
