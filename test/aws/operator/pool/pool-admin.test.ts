import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { createPoolAdmin } from '../../../../src/aws/operator/pool/pool-admin.ts';
import { type JsonServer, type Operation, startJsonServer } from '../../json-server.ts';

let server: JsonServer | null = null;

afterEach(() => server?.close());

async function adminOf(operations: Readonly<Record<string, Operation>>) {
  server = await startJsonServer(operations);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CognitoIdentityProviderClient({ endpoint: server.endpoint, region: 'us-east-1', credentials });
  return createPoolAdmin(client);
}

const MFA: Operation = () => ({ body: { MfaConfiguration: 'OFF', Novelty: 1 } });

describe('reading a pool', () => {
  it('shows fields that the SDK does not know', async () => {
    const pool = { Id: 'us-east-1_E', Novelty: { Deep: true }, Policies: { Fresh: 1 }, CreationDate: 1700000000.25 };
    const admin = await adminOf({ DescribeUserPool: () => ({ body: { UserPool: pool } }), GetUserPoolMfaConfig: MFA });

    expect(await admin.read('us-east-1_E')).toEqual({
      ok: true,
      value: { pool, mfa: { MfaConfiguration: 'OFF', Novelty: 1 } },
    });
  });

  it('keeps two readings of one client apart', async () => {
    const admin = await adminOf({
      DescribeUserPool: ({ UserPoolId }) => ({ body: { UserPool: { Id: UserPoolId } } }),
      GetUserPoolMfaConfig: MFA,
    });

    const ids = ['us-east-1_A', 'us-east-1_B', 'us-east-1_C'];
    const readings = await Promise.all(ids.map((id) => admin.read(id)));

    expect(readings.map((reading) => reading.ok && reading.value.pool['Id'])).toEqual(ids);
  });

  it('says which pool cannot be read, and why', async () => {
    const admin = await adminOf({ DescribeUserPool: () => ({ error: 'ResourceNotFoundException' }) });

    expect(await admin.read('us-east-1_E')).toEqual({
      ok: false,
      error: 'the pool `us-east-1_E` cannot be read: ResourceNotFoundException: as the test says',
    });
  });

  it('takes no answer for one without a pool', async () => {
    const admin = await adminOf({ DescribeUserPool: () => ({ body: {} }), GetUserPoolMfaConfig: MFA });

    expect(await admin.read('us-east-1_E')).toMatchObject({
      ok: false,
      error: expect.stringContaining('unknown shape'),
    });
  });
});

describe('writing a pool', () => {
  it('sends the request as it was built', async () => {
    const seen: unknown[] = [];
    const take: Operation = (input) => {
      seen.push(input);
      return { body: {} };
    };
    const admin = await adminOf({ UpdateUserPool: take, SetUserPoolMfaConfig: take });

    const update = { UserPoolId: 'us-east-1_E', UserPoolTags: { a: 'b' }, LambdaConfig: {} };
    const mfa = { UserPoolId: 'us-east-1_E', MfaConfiguration: 'ON' };

    expect([await admin.update(update), await admin.setMfa(mfa)]).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(seen).toEqual([update, mfa]);
  });

  it('passes on why it failed', async () => {
    const admin = await adminOf({ UpdateUserPool: () => ({ error: 'InvalidParameterException' }) });

    expect(await admin.update({ UserPoolId: 'us-east-1_E' })).toEqual({
      ok: false,
      error: 'UpdateUserPool failed: InvalidParameterException: as the test says',
    });
  });
});
