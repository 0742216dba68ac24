/** `audit` as people run it: over exports, and over a pool that pages, throttles, breaks off and goes on. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/cli/audit/render.ts';
import { type JsonServer, type Operation, startJsonServer } from '../../aws/json-server.ts';
import { type Ran, signupGuard } from '../run.ts';

type Listed = {
  readonly name: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly phone?: string;
  readonly status?: string;
};

const USERS: readonly Listed[] = [
  { name: 'owner', email: 'shared@example.com', verified: true },
  { name: 'late', email: 'shared@example.com', status: 'UNCONFIRMED' },
  { name: 'upper', email: 'Twin@example.com', verified: true },
  { name: 'lower', email: 'twin@example.com' },
  { name: 'squatter', email: 'chief@example.com' },
  { name: 'stranger', email: 'somebody@example.org', verified: true },
  { name: 'Case', phone: '+12065550100' },
  { name: 'case', phone: '+12065550100' },
  { name: 'google_1', email: 'shared@example.com', status: 'EXTERNAL_PROVIDER' },
  { name: 'plain' },
];

const POLICY = `version: 1
mode: enforce
rules:
  - id: staff
    when: { emailDomain: [example.com] }
    then: approve
    verify: [email]
    acknowledge: for the test
otherwise: code
`;

let folder: string;
let server: JsonServer | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  await writeFile(join(folder, 'policy.yaml'), POLICY);
});

afterEach(async () => {
  await server?.close();
  server = null;
  await rm(folder, { recursive: true });
});

function listed({ name, email, verified, phone, status = 'CONFIRMED' }: Listed) {
  const attributes = {
    sub: `sub-${name}`,
    email,
    email_verified: verified === undefined ? undefined : String(verified),
    phone_number: phone,
  };
  const Attributes = Object.entries(attributes).flatMap(([Name, Value]) =>
    Value === undefined ? [] : [{ Name, Value }],
  );
  return { Username: name, Attributes, Enabled: true, UserStatus: status };
}

async function exportFile(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const JSON_LINES = USERS.map((user) => JSON.stringify(listed(user))).join('\n');

function reportOf(ran: Ran): AuditReport {
  expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
  return JSON.parse(ran.output);
}

function namesOf({ findings }: AuditReport, kind: string): readonly string[] {
  return findings.filter((row) => row.kind === kind).map(({ user }) => user);
}

function withPolicy(...words: readonly string[]): readonly string[] {
  return ['audit', ...words, '--policy', join(folder, 'policy.yaml')];
}

describe('an audit of an export', () => {
  it('finds who shares, squats, strands or is not approved', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const report = reportOf(await signupGuard(withPolicy(file, '--json')));

    expect(report).toMatchObject({ users: 10, unreadable: 0 });
    expect(namesOf(report, 'shared-address')).toEqual(['google_1', 'late', 'owner', 'lower', 'upper', 'Case', 'case']);
    expect(namesOf(report, 'case-twin')).toEqual(['lower', 'upper', 'Case', 'case']);
    expect(namesOf(report, 'squatter')).toEqual(['squatter', 'google_1', 'late', 'lower']);
    expect(namesOf(report, 'not-approved')).toEqual(['stranger']);
    expect(namesOf(report, 'stranding')).toEqual(['owner', 'lower', 'upper']);
    expect(report.findings.find(({ user, kind }) => kind === 'shared-address' && user === 'owner')).toEqual({
      kind: 'shared-address',
      attribute: 'email',
      value: 'shared@example.com',
      user: 'owner',
      sub: 'sub-owner',
      status: 'CONFIRMED',
      verified: true,
      detail: '',
    });
  });

  it('tells apart who has lost an alias from who may', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const report = reportOf(await signupGuard(['audit', file, '--json']));
    const details = report.findings
      .filter(({ kind }) => kind === 'stranding')
      .map(({ user, detail }) => [user, detail]);

    expect(details).toEqual([
      ['owner', 'only contact, carried by another user too'],
      ['lower', 'verified at another user'],
      ['upper', 'only contact, carried by another user too'],
    ]);
  });

  it('asks nothing of a policy that was not given', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);

    expect(reportOf(await signupGuard(['audit', file, '--json'])).counts).toMatchObject({
      squatter: null,
      'not-approved': null,
    });
  });

  it('reads the import template, from standard input too', async () => {
    const csv =
      'cognito:username,email,email_verified\nann,"a,nn@example.com",TRUE\nbob,shared@example.com,false\ncyd,Shared@example.com,true\n,,\n';
    const ran = await signupGuard(['audit', '-', '--json'], { input: csv });

    const report = reportOf(ran);
    expect(report).toMatchObject({ users: 3, unreadable: 1, counts: { 'shared-address': 2, 'case-twin': 2 } });
  });

  it('prints people and spreadsheets their forms', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const people = await signupGuard(['audit', file, '--limit', '1']);
    const csv = await signupGuard(['audit', file, '--csv']);

    expect(people.output).toMatch(
      /10 users\n\n7 {2}users of an address.*\n {4}shared@example\.com {2}google_1 .*\n {4}… 6 more\n/u,
    );
    expect(csv.output).toMatch(
      /^kind,attribute,value,user,sub,status,verified,detail\nshared-address,email,shared@example\.com,/u,
    );
  });

  it('writes every finding to a file of its owner', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const out = join(folder, 'found.csv');
    await signupGuard(['audit', file, '--limit', '1', '--csv', '--out', out]);

    expect((await readFile(out, 'utf8')).split('\n')).toHaveLength(1 + 7 + 4 + 3 + 1);
    expect((await stat(out)).mode & 0o077).toBe(0);
  });

  it('leaves nothing behind', async () => {
    const file = await exportFile('users.jsonl', JSON_LINES);
    const scratch = await mkdtemp(join(folder, 'tmp-'));
    await signupGuard(['audit', file], { env: { TMPDIR: scratch } });

    expect(await readdir(scratch)).toEqual([]);
  });

  it.each([
    [['audit'], 1, 'give a file or `--user-pool-id`'],
    [['audit', 'nowhere.csv'], 1, 'nowhere.csv'],
    [['audit', 'x.csv', '--policy', 'nowhere.yaml'], 3, 'nowhere.yaml'],
    [['audit', 'x.csv', '--rate', '30'], 1, '25 at most'],
  ])('refuses %j', async (words, exitCode, complaint) => {
    expect(await signupGuard(words)).toMatchObject({ exitCode, complaint: expect.stringContaining(complaint) });
  });
});

describe('an audit of a pool', () => {
  const PAGE = 4;
  let failAt: number | null;
  let stale: boolean;
  let tokens: (string | null)[];

  beforeEach(() => {
    failAt = null;
    stale = false;
    tokens = [];
  });

  const listUsers: Operation = (input) => {
    const token = typeof input['PaginationToken'] === 'string' ? input['PaginationToken'] : null;
    tokens.push(token);
    const start = Number(token ?? 0);
    if (stale && token !== null) {
      stale = false;
      return { error: 'InvalidParameterException' };
    }
    if (start === failAt) return { error: 'NotAuthorizedException' };
    const more = start + PAGE < USERS.length ? { PaginationToken: String(start + PAGE) } : {};
    return { body: { Users: USERS.slice(start, start + PAGE).map(listed), ...more } };
  };

  async function audit(...words: readonly string[]): Promise<Ran> {
    server ??= await startJsonServer({
      ListUsers: listUsers,
      DescribeUserPool: () => ({ body: { UserPool: { Id: 'us-east-1_E', EstimatedNumberOfUsers: 10 } } }),
      GetUserPoolMfaConfig: () => ({ body: {} }),
    });
    return signupGuard(['audit', '--user-pool-id', 'us-east-1_E', '--rate', '25', '--json', ...words], {
      env: {
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'y',
      },
    });
  }

  it('reads every page', async () => {
    expect(reportOf(await audit())).toMatchObject({ users: 10, counts: { 'shared-address': 7 } });
    expect(tokens).toEqual([null, '4', '8']);
  });

  it('goes on where it broke off', async () => {
    const state = join(folder, 'audit.db');
    failAt = 8;
    const broken = await audit('--state', state);
    failAt = null;
    const whole = reportOf(await audit('--state', state));

    expect(broken).toMatchObject({
      exitCode: 1,
      complaint: expect.stringMatching(/stopped after 8 users: .*run it again/u),
    });
    expect(whole).toMatchObject({ users: 10 });
    expect(tokens).toEqual([null, '4', '8', '8']);
    expect((await stat(state)).mode & 0o077).toBe(0);
  });

  it('begins again when its place has expired', async () => {
    const state = join(folder, 'audit.db');
    failAt = 4;
    await audit('--state', state);
    failAt = null;
    stale = true;

    expect(reportOf(await audit('--state', state))).toMatchObject({ users: 10 });
    expect(tokens).toEqual([null, '4', '4', null, '4', '8']);
  });

  it('does not read a second time what it has', async () => {
    const state = join(folder, 'audit.db');
    await audit('--state', state);

    expect(reportOf(await audit('--state', state))).toMatchObject({ users: 10 });
    expect(tokens).toHaveLength(3);
  });

  it('keeps the states of different policies apart', async () => {
    const state = join(folder, 'audit.db');
    await audit('--state', state);

    const ran = await audit('--state', state, '--policy', join(folder, 'policy.yaml'));

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('another source or policy') });
  });
});
