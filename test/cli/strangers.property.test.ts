/**
 * Every command that prints what a stranger typed, fed with texts that hide, reorder and forge: nothing raw comes out on
 * either stream, no line more than for a harmless text, and JSON is JSON.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { type JsonServer, type Operation, startJsonServer } from '../aws/json-server.ts';
import { APPROVED, COLLIDED, powertoolsLine, REFUSED } from '../record/records.ts';
import { aDocument } from '../support/policies.ts';
import { operationsOf as doctorsView, healthyWorld } from './doctor/world.ts';
import { mainHere } from './in-process.ts';
import { ID, operationsOf, poolWorld } from './pool-world.ts';
import type { Ran } from './run.ts';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const hostile = fc
  .array(fc.constantFrom('\n', '\r', '\u001B[2K', '\u001B[1A', '\u202E', '\u200B', '\u2028', '\u009B', 'a', ' deny '), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => `x${parts.join('')}x`);

let stranger = 'x';
let server: JsonServer;
let folder: string;

/** What the commands read of AWS: the stranger's text wherever one may have typed it. */
function account(): Readonly<Record<string, Operation>> {
  const world = poolWorld();
  const attributes = () => [
    { Name: 'email', Value: `${stranger}@example.com` },
    { Name: 'custom:note', Value: stranger },
  ];
  const user = () => ({ Username: stranger, UserStatus: 'CONFIRMED', Enabled: true });
  const manifest = () => {
    const { manifest: text } = encodePolicy(aDocument(), { stack: stranger, publisher: 'command-line' });
    return {
      Value: text,
      Version: 1,
      LastModifiedDate: 1_700_000_000,
      LastModifiedUser: stranger,
      Description: stranger,
    };
  };
  const doctor = healthyWorld();
  return {
    ...doctorsView(doctor),
    ...operationsOf(world),
    DescribeUserPool: () => ({ body: { UserPool: { ...world.pool, Name: stranger } } }),
    ListUserPoolClients: () => ({ body: { UserPoolClients: [{ ClientId: 'app', ClientName: stranger }] } }),
    DescribeUserPoolClient: () => ({
      body: { UserPoolClient: { ClientId: 'app', ClientName: stranger, PreventUserExistenceErrors: 'LEGACY' } },
    }),
    AdminGetUser: () => ({ body: { ...user(), UserAttributes: attributes() } }),
    ListUsers: () => ({
      body: { Users: ['a', 'b'].map((name) => ({ ...user(), Username: name + stranger, Attributes: attributes() })) },
    }),
    SignUp: () => ({
      body: { UserConfirmed: false, UserSub: stranger, CodeDeliveryDetails: { Destination: stranger } },
    }),
    GetParameter: ({ Name }) =>
      String(Name).endsWith('candidate') ? { error: 'ParameterNotFound' } : { body: { Parameter: manifest() } },
    GetParameterHistory: () => ({ body: { Parameters: [manifest()] } }),
    GetParametersByPath: () => ({ body: { Parameters: [] } }),
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strangers-'));
  server = await startJsonServer(account());
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function log(): string {
  const odd = { rules: [stranger], reason: stranger, clientId: stranger, trigger: stranger };
  const subject = { ...APPROVED.subject, emailDomain: stranger, user: stranger };
  const policy = { ...APPROVED.policy, environment: stranger, digest: stranger };
  const withheld = COLLIDED.withheld.map((one) => ({ ...one, because: stranger, firstHolder: stranger }));
  const failures = [{ call: stranger, cause: stranger }];
  const records: readonly object[] = [APPROVED, REFUSED, { ...COLLIDED, withheld }].map((record) => {
    return { ...record, ...odd, subject, policy, failures };
  });
  return file('log.jsonl', records.map((record) => powertoolsLine(record as never, '2026-03-01T10:00:00Z')).join('\n'));
}

function policy(name: string, more: Readonly<Record<string, unknown>> = {}): string {
  const rule = { id: 'shut', when: { emailDomain: ['example.com'], ...more }, then: 'deny' };
  return file(name, JSON.stringify({ version: 1, mode: 'enforce', rules: [rule], otherwise: 'code' }));
}

function cases(): string {
  policy('prod.yaml');
  const one = {
    name: stranger,
    attempt: { email: `${stranger}@example.com`, user: stranger },
    expect: { outcome: 'approve' },
  };
  return file('prod.cases.yaml', JSON.stringify({ cases: [one] }));
}

/** Anybody can write a token that nobody signed. */
function token(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'EdDSA', typ: stranger })}.${part({ iss: stranger, [stranger]: [stranger] })}.${stranger.length}`;
}

/** A command line for each command that prints what others typed; the texts are made when it runs. */
const SHOWING: Readonly<Record<string, () => readonly string[]>> = {
  user: () => ['user', '--user-pool-id', ID, '--username', stranger],
  'sign-up': () => ['sign-up', '--username', stranger, '--client-id', 'x', '--password', 'x'],
  audit: () => ['audit', '--user-pool-id', ID, '--rate', '25'],
  decisions: () => ['decisions', log()],
  review: () => ['review', log()],
  replay: () => ['replay', log(), '--policy', policy('replay.yaml')],
  history: () => ['history', 'prod'],
  status: () => ['status', 'prod'],
  doctor: () => ['doctor', '--user-pool-id', ID],
  attach: () => ['attach', '--user-pool-id', ID, '--function', `${GUARD_ARN}`, '--dry-run'],
  detach: () => ['detach', '--user-pool-id', ID, '--dry-run'],
  simulate: () => [
    'simulate',
    '--policy',
    policy('simulate.yaml', { metadata: { ref: [stranger] } }),
    '--email',
    'ann@example.com',
    '--user',
    stranger,
  ],
  diff: () => ['diff', policy('a.yaml'), policy('b.yaml', { metadata: { ref: [stranger] } })],
  check: () => ['check', policy('check.yaml', { [stranger]: [stranger] })],
  test: () => ['test', cases()],
  attest: () => ['attest', '--inspect', token()],
  import: () => ['import', file('list.json', JSON.stringify(['a.example', stranger]))],
  push: () => ['push', 'prod', '--file', policy('push.yaml', { metadata: { ref: [stranger] } })],
  rollback: () => ['rollback', 'prod', '1'],
  promote: () => ['promote', 'prod'],
};

/** Commands that print nothing of strangers, or hand it on as data. */
const OTHERS = ['completion', 'demo', 'event', 'init', 'key', 'lab', 'pull', 'secret-hash', 'verify-account'];

const GUARD_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:guard:live';

function run(words: readonly string[]): Promise<Ran> {
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    XDG_STATE_HOME: folder,
  }))
    vi.stubEnv(name, value);
  return mainHere(words);
}

function lines(text: string): number {
  return text.split('\n').length;
}

describe('what a stranger typed', () => {
  it('is tried with every command, or the command shows none', () => {
    expect([...Object.keys(SHOWING), ...OTHERS].toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  });

  it.each(Object.entries(SHOWING))('never reaches a terminal raw from %s', async (_, wordsOf) => {
    stranger = 'harmless';
    const tame = await run(wordsOf());

    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        stranger = text;
        const { output, complaint } = await run(wordsOf());
        for (const line of [...output.split('\n'), ...complaint.split('\n')]) expect(line).not.toMatch(HIDDEN);
        expect([lines(output), lines(complaint)]).toEqual([lines(tame.output), lines(tame.complaint)]);
      }),
      { numRuns: 12 },
    );
  });

  it('never reaches a terminal raw from the name of a file', async () => {
    const tame = await run(['check', policy('harmless.yaml', { novelty: 1 })]);

    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const { output, complaint } = await run(['check', policy(`${text}.yaml`, { novelty: 1 })]);
        for (const line of [...output.split('\n'), ...complaint.split('\n')]) expect(line).not.toMatch(HIDDEN);
        expect(lines(output)).toBe(lines(tame.output));
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ['a command', (text: string) => [`check${text}`]],
    ['an option', (text: string) => ['check', `--${text}`]],
  ])('never reaches a terminal raw where %s is not known', async (_, wordsOf) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const { exitCode, complaint } = await run(wordsOf(text));
        expect(exitCode).toBe(1);
        for (const line of complaint.split('\n')) expect(line).not.toMatch(HIDDEN);
      }),
      { numRuns: 6 },
    );
  });

  it.each(Object.entries(SHOWING).filter(([name]) => name !== 'sign-up'))('stays JSON from %s', async (_, wordsOf) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        stranger = text;
        const { output } = await run([...wordsOf(), '--json']);
        for (const line of output.split('\n')) {
          expect(line).not.toMatch(HIDDEN);
          if (line !== '') JSON.parse(line);
        }
      }),
      { numRuns: 4 },
    );
  });
});
