/**
 * Environments in several accounts and Regions, and what goes wrong before AWS answers: whom each request is signed by, where
 * to, and what a failure says to do.
 */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { signupGuardHere } from './in-process.ts';

const POLICY = 'version: 1\nmode: enforce\nrules: []\notherwise: code\n';
const SAMCONFIG = `[dev.deploy.parameters]
region = "us-east-1"
profile = "playground"
[prod.deploy.parameters]
region = "eu-west-1"
profile = "live"
`;
const CREDENTIALS = ['playground', 'live', 'mine'].map(
  (name) => `[${name}]\naws_access_key_id = KEYOF${name}\naws_secret_access_key = x\n`,
);

const LIVE = { AWS_PROFILE: 'live', AWS_REGION: 'eu-west-1' };

let folder: string;
let server: Server;
let endpoint: string;
/** The key and Region of each request, once each. */
let asked: Set<string>;
/** What is answered to requests of a key. */
let answers: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  mkdirSync(join(folder, 'policies'));
  for (const name of ['dev', 'prod']) writeFileSync(join(folder, `policies/${name}.yaml`), POLICY);
  writeFileSync(join(folder, 'samconfig.toml'), SAMCONFIG);
  writeFileSync(join(folder, 'credentials'), CREDENTIALS.join(''));
  server = createServer((request, response) => {
    const scope = /Credential=(?<key>[^/]+)\/\d+\/(?<region>[^/]+)/u.exec(request.headers.authorization ?? '')?.groups;
    asked.add(`${scope?.['key']} ${scope?.['region']}`);
    const __type = answers[scope?.['key'] ?? ''] ?? 'ParameterNotFound';
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = new Set();
  answers = {};
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** `samconfig.toml` is that of the folder where one works. */
async function guard(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const before = process.cwd();
  process.chdir(folder);
  const settings = { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_ENDPOINT_URL: endpoint, ...env };
  const ran = await signupGuardHere(words, { env: settings });
  process.chdir(before);
  return ran;
}

it('a command asks for each environment where samconfig deploys it', async () => {
  const ran = await guard(['status', '--json']);

  expect(ran).toMatchObject({ exitCode: 2, complaint: '' });
  expect([...asked].toSorted()).toEqual(['KEYOFlive eu-west-1', 'KEYOFplayground us-east-1']);
});

it.each([
  ['history', ['history', 'prod']],
  ['a policy by its word', ['check', 'ssm:prod']],
  ['push', ['push', 'prod', '--yes']],
])('a command asks for %s where samconfig deploys the environment, too', async (_, words) => {
  await guard(words);

  expect([...asked]).toEqual(['KEYOFlive eu-west-1']);
});

it('a command takes what the command line says before what samconfig says', async () => {
  await guard(['status', '--profile', 'mine', '--region', 'eu-west-3'], { AWS_PROFILE: 'live' });

  expect([...asked]).toEqual(['KEYOFmine eu-west-3']);
});

it('a command tells of one account what it can where another cannot be asked', async () => {
  answers = { KEYOFlive: 'ExpiredTokenException' };

  const ran = await guard(['status', '--json']);

  expect(ran.exitCode).toBe(1);
  expect(ran.complaint).toMatch(/^`prod`: the AWS credentials have expired: sign in again, as with `aws sso login`/u);
  expect(JSON.parse(ran.output).environments).toEqual([
    expect.objectContaining({ environment: 'dev', live: null, differs: ['file'] }),
    expect.objectContaining({ environment: 'prod', trouble: expect.stringContaining('have expired') }),
  ]);
  expect((await guard(['status'])).output).toMatch(/^prod +could not be asked$/mu);
});

it.each([
  ['--profile', ['status', 'test', '--profile', 'liv'], {}],
  ['AWS_PROFILE', ['status', 'test'], { AWS_PROFILE: 'liv' }],
])('calls a profile that %s misspells by its name, and lists the others', async (_, words, env) => {
  const ran = await guard(words, { AWS_REGION: 'us-east-1', ...env });

  expect(ran.exitCode).toBe(1);
  expect(ran.complaint).toContain('the AWS settings have no profile `liv`: they have `live`, `mine`, `playground`');
});

it('a command names samconfig where the profile stands there', async () => {
  writeFileSync(join(folder, 'samconfig.toml'), SAMCONFIG.replace('"live"', '"gone"'));
  const ran = await guard(['status', 'prod']);
  writeFileSync(join(folder, 'samconfig.toml'), SAMCONFIG);

  expect(ran.complaint).toMatch(/no profile `gone`.*`samconfig\.toml` names it for `prod`/u);
});

it.each([
  ['ExpiredTokenException', 'the AWS credentials have expired'],
  ['UnrecognizedClientException', 'AWS does not know these credentials'],
  ['InvalidSignatureException', "and at this machine's clock"],
])('a command says what to do about %s', async (name, sentence) => {
  answers = { KEYOFlive: name };

  expect((await guard(['pull', 'prod'])).complaint).toContain(sentence);
  expect((await guard(['decisions', '--environment', 'prod'], LIVE)).complaint).toContain(sentence);
});

it('a command says that a Region is misspelt where no such host is', async () => {
  const ran = await guard(['status', 'test'], { AWS_ENDPOINT_URL: '', AWS_PROFILE: 'live', AWS_REGION: 'us-esat-1' });

  expect(ran.complaint).toMatch(/there is no `ssm\.us-esat-1\.amazonaws\.com`: is the Region right/u);
});
