/**
 * A sign-up page's calls by the libraries that pages use, against the lab as people start it: what each of them does and
 * shows, the texts of refusals as the library gives them.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LabProcess, startLabWith } from '../../support/lab-process.ts';
import { STAFF_POLICY } from '../../support/staff-policy.ts';
import { openAmplify } from './amplify.ts';
import { openIdentityJs } from './identity-js.ts';
import type { ClientLibrary, Open, Thrown } from './library.ts';
import { openBoto3, openPycognito } from './python.ts';
import { openSdk } from './sdk.ts';

const LIBRARIES: readonly (readonly [string, Open])[] = [
  ['aws-amplify', openAmplify],
  ['amazon-cognito-identity-js', openIdentityJs],
  ['the SDK', openSdk],
  ['boto3', openBoto3],
  ['pycognito', openPycognito],
];

const PASSWORD = 'Correct-horse-1';
const OTHER = 'Other-horse-2';
const NEWEST = 'Newest-horse-3';
const STAFF = 'ann@staff.example.com';
const GUEST = 'bob@example.com';

let lab: LabProcess;
beforeAll(async () => {
  lab = await startLabWith(STAFF_POLICY);
});
afterAll(async () => {
  await lab.stop();
});

async function lastCode(user: string): Promise<string> {
  const codes: readonly { readonly code: string }[] = await (await fetch(`${lab.endpoint}/lab/codes/${user}`)).json();
  return codes.at(-1)?.code ?? '';
}

async function thrown(call: Promise<unknown>): Promise<Thrown | null> {
  try {
    await call;
    return null;
  } catch (error) {
    const { name, message } = error as Thrown;
    return { name, message };
  }
}

async function subjectOf(token: string): Promise<unknown> {
  const issuer = `${lab.endpoint}/${lab.userPoolId}`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  return (await jwtVerify(token, keys, { issuer })).payload['username'];
}

describe.each(LIBRARIES)('%s', { timeout: 120_000 }, (_, open) => {
  let library: ClientLibrary;
  beforeAll(() => {
    library = open(lab);
  }, 300_000);
  afterAll(() => library?.close());
  beforeEach(async () => {
    await fetch(`${lab.endpoint}/lab/reset`, { method: 'POST' });
  });
  afterEach(async () => {
    await library.signOut().catch(() => undefined);
  });

  const staff = () => library.signUp('ann', PASSWORD, { email: STAFF });
  const guest = () => library.signUp('bob', PASSWORD, { email: GUEST });

  it('signs up whom the policy approves, confirmed at once', async () => {
    expect(await staff()).toBe(true);
  });

  it('signs up by code, a second code in place of the first', async () => {
    expect(await guest()).toBe(false);
    const first = await lastCode('bob');
    await library.resend('bob');

    expect(await thrown(library.confirm('bob', first === '000000' ? '111111' : '000000'))).toEqual({
      name: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    });
    await library.confirm('bob', await lastCode('bob'));
    expect(await library.signIn('bob', PASSWORD)).not.toBe('');
  });

  it('tells a user name that is taken', async () => {
    await staff();

    expect(await thrown(staff())).toEqual({ name: 'UsernameExistsException', message: 'User already exists' });
  });

  it('leaves an address with its owner: who comes second gets a code that confirms nobody', async () => {
    await staff();

    expect(await library.signUp('eve', PASSWORD, { email: STAFF })).toBe(false);
    expect(await thrown(library.confirm('eve', await lastCode('eve')))).toEqual({
      name: 'AliasExistsException',
      message: 'An account with the given email already exists.',
    });
    expect(await subjectOf(await library.signIn(STAFF, PASSWORD))).toBe('ann');
  });

  it('shows a denial in the policy’s words', async () => {
    expect(await thrown(library.signUp('eve', PASSWORD, { email: 'eve@other.example.com' }))).toEqual({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error Please sign up at our other site.',
    });
  });

  it('tells a user name of 130 characters in Cognito’s words', async () => {
    const refused = await thrown(library.signUp('n'.repeat(130), PASSWORD, { email: STAFF }));

    expect(refused?.name).toMatch(/^(?:InvalidParameterException|ParamValidationError)$/u);
    expect(refused?.message).toContain('128');
  });

  it('signs in by user name and by alias, with a token that verifies', async () => {
    await staff();

    for (const name of ['ann', STAFF]) {
      expect(await subjectOf(await library.signIn(name, PASSWORD))).toBe('ann');
      await library.signOut();
    }
  });

  it('refuses a wrong password and an unknown name alike', async () => {
    await staff();
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

    expect(await thrown(library.signIn('ann', OTHER))).toEqual(refused);
    expect(await thrown(library.signIn('nobody', PASSWORD))).toEqual(refused);
  });

  it('refuses who has not confirmed', async () => {
    await guest();

    const refused = await thrown(library.signIn('bob', PASSWORD).then((token) => subjectOf(token)));
    // Amplify answers with the next step in place of an error, and has no token then
    expect(refused?.name).toMatch(/^(?:UserNotConfirmedException|JWSInvalid)$/u);
  });

  it('renews its tokens', async () => {
    await staff();
    const first = await library.signIn('ann', PASSWORD);

    const second = await library.refresh();

    expect(await subjectOf(second)).toBe('ann');
    expect(second).not.toBe(first);
  });

  it('reads and writes attributes', async () => {
    await staff();
    await library.signIn('ann', PASSWORD);

    await library.setName('Ann Example');

    expect(await library.attributes()).toMatchObject({ email: STAFF, name: 'Ann Example' });
  });

  it('changes a password, and sets one that was forgotten', async () => {
    await staff();
    await library.signIn('ann', PASSWORD);
    await library.changePassword(PASSWORD, OTHER);
    await library.signOut();

    await library.forgot('ann');
    await library.newPassword('ann', await lastCode('ann'), NEWEST);

    expect(await thrown(library.signIn('ann', OTHER))).toMatchObject({ name: 'NotAuthorizedException' });
    expect(await subjectOf(await library.signIn('ann', NEWEST))).toBe('ann');
  });

  it('signs out everywhere', async () => {
    await staff();
    await library.signIn('ann', PASSWORD);
    await library.signOut();

    expect(await thrown(library.attributes())).not.toBeNull();
  });

  it('deletes the account, and the name is free again', async () => {
    await guest();
    await library.confirm('bob', await lastCode('bob'));
    await library.signIn('bob', PASSWORD);
    await library.remove();

    expect(await guest()).toBe(false);
  });
});
