/**
 * A pool whose user name is the email, as Amplify usually has it: browser libraries against the lab with `--pool username`.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { openAmplify } from './amplify.ts';
import { openIdentityJs } from './identity-js.ts';
import type { ClientLibrary } from './library.ts';

const EMAIL = 'ann@example.com';
const PASSWORD = 'Correct-horse-1';

let lab: LabProcess;
beforeAll(async () => {
  lab = await startLabProcess(['--pool', 'username', '--attribute', 'custom:team']);
});
afterAll(() => lab?.stop());

describe.each([
  ['aws-amplify', openAmplify],
  ['amazon-cognito-identity-js', openIdentityJs],
])('%s, by email', { timeout: 120_000 }, (_, open) => {
  let library: ClientLibrary;
  beforeAll(() => {
    library = open(lab);
  }, 300_000);
  beforeEach(async () => {
    await fetch(`${lab.endpoint}/lab/reset`, { method: 'POST' });
  });

  it('signs up and in, with an attribute that was declared', async () => {
    expect(await library.signUp(EMAIL, PASSWORD, { email: EMAIL, 'custom:team': 'sales' })).toBe(true);

    await library.signIn(EMAIL, PASSWORD);

    expect(await library.attributes()).toMatchObject({ email: EMAIL, 'custom:team': 'sales' });
    await library.signOut();
  });

  it('shows that an address is taken, and an attribute that nobody declared', async () => {
    await library.signUp(EMAIL, PASSWORD, { email: EMAIL });

    await expect(library.signUp(EMAIL, PASSWORD, { email: EMAIL })).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'An account with the given email already exists.',
    });
    await expect(library.signUp('bob@example.com', PASSWORD, { 'custom:plan': 'x' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Attributes did not conform to the schema: custom:plan: Attribute does not exist in the schema.\n',
    });
  });
});
