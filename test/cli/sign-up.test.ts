/**
 * The article's steps as commands, against a lab that listens.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArticleRunner } from '../../src/lab/trigger/article-trigger.ts';
import { PASSWORD, startLab, type TestLab } from '../lab/lab.ts';
import { signupGuardHere } from './in-process.ts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startLab(createArticleRunner());
});
afterAll(async () => {
  await lab.close();
});

function environment() {
  return {
    AWS_ENDPOINT_URL: lab.lab.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    SIGNUP_GUARD_CLIENT_SECRET: lab.state.client.secret,
  };
}

function signUp(userName: string, words: readonly string[] = []) {
  const options = ['--username', userName, '--client-id', lab.state.client.id, '--password', '-', ...words];
  return signupGuardHere(['sign-up', ...options], { env: environment(), input: `${PASSWORD}\n` });
}

function show(userName: string, words: readonly string[] = []) {
  const options = ['--user-pool-id', lab.state.pool.settings.id, '--username', userName, ...words];
  return signupGuardHere(['user', ...options], { env: environment() });
}

describe('the walk-through', () => {
  it('signs a user up and shows them', async () => {
    const signedUp = await signUp('ann', [
      '--email',
      'ann@example.com',
      '--phone',
      '+12065550100',
      '--attribute',
      'name=A=n',
    ]);
    const shown = await show('ann@example.com');

    expect(signedUp).toMatchObject({ exitCode: 0, complaint: '' });
    expect(signedUp.output).toMatch(/^user {10}ann\nstatus {8}CONFIRMED\nsub {11}[0-9a-f-]{36}\n$/u);
    for (const line of [/^user +ann$/mu, /^status +CONFIRMED$/mu, /^email_verified +true$/mu, /^name +A=n$/mu]) {
      expect(shown.output).toMatch(line);
    }
  });

  it('gives JSON for scripts', async () => {
    await signUp('cat', ['--email', 'cat@example.com']);

    const { output } = await show('cat', ['--json']);

    expect(JSON.parse(output)).toMatchObject({
      userName: 'cat',
      status: 'CONFIRMED',
      enabled: true,
      attributes: { email: 'cat@example.com', email_verified: 'true' },
    });
  });

  it("passes Cognito's refusals on by name", async () => {
    await signUp('dan');

    expect(await signUp('dan')).toEqual({
      exitCode: 1,
      output: '',
      complaint: 'UsernameExistsException: User already exists\n',
    });
    expect((await show('nobody')).complaint).toBe('UserNotFoundException: User does not exist.\n');
  });

  it('refuses two secrets from one input', async () => {
    expect(await signUp('eve', ['--client-secret', '-'])).toMatchObject({ exitCode: 1 });
  });

  it('refuses an attribute without a value', async () => {
    expect((await signUp('eve', ['--attribute', 'name'])).complaint).toContain('write it as name=value');
  });

  it('takes an empty endpoint for none', async () => {
    const words = ['sign-up', '--username', 'x', '--client-id', 'x', '--password', 'x'];
    const env = {
      AWS_ENDPOINT_URL: '',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: lab.lab.endpoint,
      AWS_REGION: 'us-east-1',
    };

    expect((await signupGuardHere(words, { env })).complaint).toBe(
      'ResourceNotFoundException: User pool client x does not exist.\n',
    );
  });
});
