import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { takeAwsNames } from '../../src/cli/aws-settings.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { mainHere, signupGuardHere } from './in-process.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' };
const USER = ['user', '--user-pool-id', 'us-east-1_example', '--username', 'ann'];

/** The credential scopes of what a command sends, which name its Region. */
async function scopesOf(words: readonly string[], env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const scopes: string[] = [];
  const server = createServer((request, response) => {
    scopes.push(/Credential=(?<scope>[^,]*)/u.exec(request.headers.authorization ?? '')?.groups?.['scope'] ?? 'none');
    response.writeHead(400, { 'x-amzn-errortype': 'UserNotFoundException' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await signupGuardHere(words, { env: { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, ...env } });
  server.close();
  return scopes.map((scope) => scope.split('/')[2] ?? scope);
}

it.each([
  ['the environment', [], { AWS_REGION: 'eu-west-1' }, 'eu-west-1'],
  ["the AWS CLI's own name", [], { AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ['the nearer of two names', [], { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
  ['an option above all', ['--region', 'eu-west-3'], { AWS_REGION: 'eu-west-1' }, 'eu-west-3'],
])('a command asks the Region of %s', async (_, words, env, region) => {
  expect(await scopesOf([...USER, ...words], { ...KEYS, ...env })).toEqual([region]);
});

it('a command takes a profile by either name, an option above both', async () => {
  const env = { AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'staging' };
  takeAwsNames(env);

  expect(env.AWS_PROFILE).toBe('staging');

  const before = process.env;
  process.env = { AWS_CONFIG_FILE: '/dev/null', AWS_REGION: 'us-east-1', AWS_PROFILE: 'staging' };
  await mainHere(['secret-hash', '--username', 'a', '--client-id', 'c', '--client-secret', 's', '--profile', 'prod']);
  const { AWS_PROFILE } = process.env;
  process.env = before;

  expect(AWS_PROFILE).toBe('prod');
});

it('a command drops endpoints that are empty and no others', () => {
  const env = { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_SSM: '', AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' };
  takeAwsNames(env);

  expect(env).toEqual({ AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' });
});

it.each(COMMANDS.map(({ name }) => name))('a command helps with the Region and the profile of %s', async (name) => {
  const { output } = await mainHere([name, '--help']);

  expect(output).toMatch(/--region <region> +the/u);
  expect(output).toMatch(/--profile <name> +the profile/u);
});

it.each([
  USER,
  ['status', 'prod'],
  ['diff', 'ssm:prod', 'policies/prod.yaml'],
  ['decisions', '--environment', 'prod'],
  ['doctor', '--user-pool-id', 'us-east-1_example'],
])('a command says what to set where Region or credentials are missing, %s', async (...words) => {
  const nowhere = await signupGuardHere(words, { env: KEYS });
  const nobody = await signupGuardHere(words, { env: { AWS_REGION: 'us-east-1' } });

  expect([nowhere.exitCode, nobody.exitCode]).toEqual([1, 1]);
  expect(nowhere.complaint).toContain('no AWS Region is set: give `--region`, set `AWS_REGION`');
  expect(nobody.complaint).toContain('no AWS credentials were found: give `--profile`');
});
