/**
 * `signup-guard lab` as a process: where it says it is, what it refuses, what survives its end.
 */
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCognitoUsers } from '../../src/aws/operator/pool/cognito-user.ts';
import { secretHash } from '../../src/identity/secret-hash.ts';
import type { LabView } from '../../src/lab/page-api/view.ts';
import { type LabProcess, startLabProcess } from '../support/lab-process.ts';
import { signupGuardHere } from './in-process.ts';
import { ROOT } from './run.ts';

const WAIT = { timeout: 15_000, interval: 50 };

let folder: string;
let labs: LabProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-'));
  labs = [];
});
afterEach(async () => {
  for (const lab of labs) if (lab.child.exitCode === null) await lab.stop();
  await rm(folder, { recursive: true });
});

async function start(...words: readonly string[]): Promise<LabProcess> {
  const lab = await startLabProcess(words);
  labs.push(lab);
  return lab;
}

async function view({ endpoint }: LabProcess): Promise<LabView> {
  return (await fetch(`${endpoint}/api/lab`)).json() as Promise<LabView>;
}

/** A sign-up with the real SDK, as any program would make it. */
function signUp({ endpoint, clientId, clientSecret }: LabProcess, userName: string, email: string) {
  const attributes = { email };
  const hash = secretHash(userName, clientId, clientSecret);
  const call = { clientId, secretHash: hash, userName, password: 'Correct-horse-1', attributes };
  return createCognitoUsers(endpoint).signUp(call);
}

describe('the lab', { timeout: 60_000 }, () => {
  it('says where it is and serves page and protocol there', async () => {
    const lab = await start();

    expect(Object.keys(lab)).toEqual(
      expect.arrayContaining(['url', 'endpoint', 'userPoolId', 'clientId', 'clientSecret', 'publicClientId']),
    );
    expect(await (await fetch(lab.url)).text()).toContain('<title>signup-guard lab</title>');
    expect(await signUp(lab, 'ann', 'ann@example.com')).toMatchObject({ ok: true, value: { userConfirmed: true } });
    expect((await view(lab)).feed).toMatchObject([
      { kind: 'attempt', record: { outcome: 'approve', rules: ['everyone'] } },
    ]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async (signal) => {
    const lab = await start();
    const exited = new Promise((done) => lab.child.once('exit', (code) => done(code)));

    lab.child.kill(signal);

    expect(await exited).toBe(0);
    await expect(fetch(lab.url)).rejects.toThrow();
  });

  it('refuses a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';

    const ran = await signupGuardHere(['lab', '--port', port]);
    server.close();

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toBe(`port \`${port}\` is in use: choose another with \`--port\`\n`);
  });

  it.each([
    ['a port that is none', ['--port', '70000'], 1, 'whole number from 0 to 65535'],
    ['no processes', ['--processes', '0'], 1, 'whole number from 1 to 64'],
    ['a pool that is none', ['--pool', 'email'], 1, 'Allowed choices are alias, username, plain'],
    ['an attribute that is not custom', ['--attribute', 'team'], 1, 'give `custom:` and 1 to 20 characters'],
    ['an origin with a path', ['--origin', 'https://app.example.com/'], 1, 'give scheme, host and port alone'],
    ['a policy that is not there', ['--policy', 'nowhere.yaml'], 3, '`nowhere.yaml` cannot be read'],
  ])('refuses %s', async (_, words, exitCode, complaint) => {
    const ran = await signupGuardHere(['lab', ...words]);

    expect(ran).toMatchObject({ exitCode, output: '' });
    expect(ran.complaint).toContain(complaint);
  });

  it('refuses a users file that it did not write', async () => {
    const users = join(folder, 'users.json');
    await writeFile(users, '{"version":1,"client":{"id":"x","secret":"y"},"users":[{}]}');

    const ran = await signupGuardHere(['lab', '--port', '0', '--users', users]);

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain('`users.0.userName` is not what the lab saved');
  });

  it('refuses a users file of another pool', async () => {
    const users = join(folder, 'users.json');
    await writeFile(users, '{"version":1,"pool":"username","client":{"id":"x","secret":"y"},"users":[]}');

    const ran = await signupGuardHere(['lab', '--port', '0', '--users', users]);

    expect(ran).toMatchObject({ exitCode: 1, output: '' });
    expect(ran.complaint).toContain('holds users of another pool: give `--pool username`');
  });

  it('starts a pool by email, with attributes and pages of elsewhere', async () => {
    const words = ['--pool', 'username', '--attribute', 'custom:team', '--origin', 'https://app.example.com'];
    const lab = await start(...words);

    const answer = await fetch(lab.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp', origin: 'https://app.example.com' },
      body: JSON.stringify({
        ClientId: lab.publicClientId,
        Username: 'ann@example.com',
        Password: 'Correct-horse-1',
        UserAttributes: [{ Name: 'custom:team', Value: 'sales' }],
      }),
    });

    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(await answer.json()).toMatchObject({ UserConfirmed: true });
    expect((await view(lab)).users).toMatchObject([{ email: { value: 'ann@example.com', verified: true } }]);
  });

  it('keeps users, codes and the clients over a restart', async () => {
    const users = join(folder, 'users.json');
    const first = await start('--users', users);
    await signUp(first, 'ann', 'ann@example.com');
    await signUp(first, 'bob', 'ann@example.com');
    const before = await view(first);
    await first.stop();
    await chmod(users, 0o666);

    const second = await start('--users', users);

    const after = await view(second);
    expect(after.users).toEqual(before.users);
    expect(after.users.find(({ userName }) => userName === 'bob')?.code?.code).toMatch(/^\d{6}$/u);
    const { clientId, clientSecret, publicClientId } = first;
    expect(second).toMatchObject({ clientId, clientSecret, publicClientId });
    expect((await stat(users)).mode & 0o777).toBe(0o600);
  });

  it('takes a saved policy and keeps the last good one', async () => {
    const policy = join(folder, 'lab.yaml');
    const text = await readFile(join(ROOT, 'policies/dev.yaml'), 'utf8');
    await writeFile(policy, text);
    const lab = await start('--policy', policy);

    await writeFile(policy, text.replace('then: approve', 'then: approv'));
    await vi.waitFor(async () => expect((await view(lab)).policy.report).toContain('approv'), WAIT);
    const checked = await signupGuardHere(['check', policy]);
    expect((await view(lab)).policy.report).toBe(checked.output);
    expect(await signUp(lab, 'ann', 'ann@example.com')).toMatchObject({ ok: true, value: { userConfirmed: true } });

    const denial = 'rules:\n  - { id: nobody, then: deny, message: Closed today }\n';
    await writeFile(policy, `version: 1\nmode: enforce\n${denial}otherwise: code\n`);
    const newest = async () => JSON.stringify((await view(lab)).feed.at(-1));
    await vi.waitFor(async () => expect(await newest()).toContain('a new policy is in force'), WAIT);
    expect(await signUp(lab, 'bob', 'bob@example.com')).toMatchObject({
      ok: false,
      error: { name: 'UserLambdaValidationException', message: 'PreSignUp failed with error Closed today.' },
    });
    expect((await view(lab)).policy).toMatchObject({ invalid: false, rules: { nobody: [4, 4] } });
  });
});
