/**
 * Typing a code on the page: a sign-up's, with or without Cognito's ForceAliasCreation, and an attribute's.
 */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ACTIONS } from '../../src/lab/page-api/actions.ts';
import { type AppLab, openAppLab } from './test-api/open-lab.ts';

const ADDRESS = 'ann@staff.example.com';

let app: AppLab;
beforeAll(async () => {
  app = await openAppLab();
});
afterAll(() => app.close());
beforeEach(() => app.send('/lab/reset'));

const act = (name: string, body: object) => ACTIONS[name]?.(app.lab, body);
const userOf = (name: string) => app.lab.state.pool.users.get(name);
const verified = (name: string) => userOf(name)?.attributes.get('email_verified');

/** Ann owns the address, and Eve has a code to it. */
async function collide(): Promise<string> {
  await act('sign-up', { via: 'sign-up', userName: 'ann', email: ADDRESS });
  await act('sign-up', { via: 'sign-up', userName: 'eve', email: ADDRESS });
  return userOf('eve')?.signUpCode?.code ?? '';
}

it('the page leaves an address with its owner unless it is forced', async () => {
  const code = await collide();

  expect(await act('confirm', { userName: 'eve', code })).toBe('An account with the given email already exists.');
  expect([verified('ann'), verified('eve')]).toEqual(['true', undefined]);

  expect(await act('confirm', { userName: 'eve', code, force: true })).toBeNull();
  expect([verified('ann'), verified('eve')]).toEqual(['false', 'true']);
});

it('the page creates a user with somebody’s address by an administrator only where it is forced', async () => {
  await collide();
  // the claims of both sign-ups are over
  await app.send('/lab/clock', { forward: '3m' });
  const created = { via: 'admin-create', userName: 'carol', email: ADDRESS };

  expect(await act('sign-up', created)).toBe('An account with the given email already exists.');
  expect(await act('sign-up', { ...created, force: true })).toBeNull();
  expect([verified('ann'), verified('carol')]).toEqual(['false', 'true']);
});

it('the page verifies the attribute whose code it is, of a user who is confirmed', async () => {
  await act('sign-up', { via: 'sign-up', userName: 'ann', email: ADDRESS });

  const { AccessToken } = await tokens();
  const changed = await app.cognito('UpdateUserAttributes', {
    AccessToken,
    UserAttributes: [{ Name: 'email', Value: 'new@example.com' }],
  });
  expect(changed.status).toBe(200);
  const code = userOf('ann')?.attributeCodes.get('email')?.code;

  expect(await act('confirm', { userName: 'ann', code })).toBeNull();
  expect(userOf('ann')?.attributes.get('email')).toBe('new@example.com');
});

async function tokens(): Promise<{ readonly AccessToken: string }> {
  const { body } = await app.cognito('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ann', PASSWORD: 'Correct-horse-1' },
  });
  return (body as { AuthenticationResult: { AccessToken: string } }).AuthenticationResult;
}
