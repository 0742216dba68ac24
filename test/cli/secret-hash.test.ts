/**
 * The hash against another tool's:
 *
 *     printf '%s' 'example_user_name11122223333' |
 *       openssl dgst -sha256 -hmac 'example-client-secret' -binary | base64
 */
import { describe, expect, it } from 'vitest';
import { signupGuardHere } from './in-process.ts';

const BY_OPENSSL = 'cajG/oY/EZmpZRfMRXuCR5zyCR43uFysnp3AsxzFkSY=';
const SECRET = 'example-client-secret';
const WORDS = ['secret-hash', '--username', 'example_user_name', '--client-id', '11122223333'];

describe('the secret hash', () => {
  it.each([
    ['an option', [...WORDS, '--client-secret', SECRET], {}],
    ['standard input', [...WORDS, '--client-secret', '-'], { input: `${SECRET}\n` }],
    ['a variable', WORDS, { env: { SIGNUP_GUARD_CLIENT_SECRET: SECRET } }],
  ])('takes the secret from %s', async (_, words, how) => {
    expect(await signupGuardHere(words, how)).toEqual({ exitCode: 0, output: `${BY_OPENSSL}\n`, complaint: '' });
  });

  it('is JSON on request', async () => {
    const { output } = await signupGuardHere([...WORDS, '--client-secret', SECRET, '--json']);

    expect(JSON.parse(output)).toEqual({ secretHash: BY_OPENSSL });
  });

  it.each([
    ['no secret', WORDS, {}, 'is missing'],
    ['an empty one', [...WORDS, '--client-secret', ''], {}, 'is empty'],
    ['nothing on standard input', [...WORDS, '--client-secret', '-'], {}, 'nothing on standard input'],
  ])('is not made with %s', async (_, words, how, complaint) => {
    const ran = await signupGuardHere(words, how);

    expect(ran.exitCode).toBe(1);
    expect(ran.complaint).toContain(complaint);
  });
});
