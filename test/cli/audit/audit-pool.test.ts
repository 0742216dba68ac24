/** `audit` of a pool that pages, breaks off and goes on, as people run it. */
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/cli/audit/render.ts';
import { type JsonServer, type Operation, startJsonServer } from '../../aws/json-server.ts';
import { signupGuardHere } from '../in-process.ts';
import type { Ran } from '../run.ts';
import { listed, POLICY, USERS } from './users.ts';

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

function reportOf(ran: Ran): AuditReport {
  expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
  return JSON.parse(ran.output);
}

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
    return signupGuardHere(['audit', '--user-pool-id', 'us-east-1_E', '--rate', '25', '--json', ...words], {
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

  it('keeps what it read to its owner, whatever the file was before', async () => {
    const state = join(folder, 'audit.db');
    await writeFile(state, '');
    await chmod(state, 0o666);
    failAt = 8;
    await audit('--state', state);

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
