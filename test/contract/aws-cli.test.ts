/**
 * The AWS CLI against the lab, with the article's own command lines.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { type LabProcess, startLabProcess } from '../support/lab-process.ts';

const run = promisify(execFile);

let lab: LabProcess;
beforeAll(async () => {
  lab = await startLabProcess();
});
afterAll(async () => {
  await lab?.stop();
});

/** One command of the AWS CLI; its answer as JSON. */
async function aws(...words: readonly string[]) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    AWS_ACCESS_KEY_ID: 'lab',
    AWS_SECRET_ACCESS_KEY: 'lab',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const all = ['cognito-idp', ...words, '--endpoint-url', lab.endpoint, '--output', 'json'];
  const { stdout } = await run(process.env['AWS_PROGRAM'] ?? 'aws', all, { env });
  return JSON.parse(stdout);
}

it('the AWS CLI signs a user up, confirmed and verified at once', async () => {
  const hash = secretHash('ann', lab.clientId, lab.clientSecret);
  const who = [
    '--client-id',
    lab.clientId,
    '--secret-hash',
    hash,
    '--username',
    'ann',
    '--password',
    'Correct-horse-1',
  ];
  const attributes = ['Name=email,Value=ann@example.com', 'Name=phone_number,Value=+12065550100'];

  expect(await aws('sign-up', ...who, '--user-attributes', ...attributes)).toMatchObject({ UserConfirmed: true });

  const user = await aws('admin-get-user', '--user-pool-id', lab.userPoolId, '--username', 'ann');
  expect(user).toMatchObject({ UserStatus: 'CONFIRMED' });
  expect(user.UserAttributes).toEqual(
    expect.arrayContaining([
      { Name: 'email_verified', Value: 'true' },
      { Name: 'phone_number_verified', Value: 'true' },
    ]),
  );
});

it('the AWS CLI tells an error by its name', async () => {
  const asked = aws('admin-get-user', '--user-pool-id', lab.userPoolId, '--username', 'nobody');

  await expect(asked).rejects.toThrow('(UserNotFoundException)');
});
