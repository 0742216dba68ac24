/**
 * Against moto, whose UpdateUserPool resets what a request leaves out just as Cognito's does (F4.12).
 */
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPoolAdmin } from '../../src/aws/operator/pool/pool-admin.ts';
import { isObject } from '../../src/core/json.ts';
import { applyChange, type ChangeFailure, planAttachment, planChange } from '../../src/pool/attachment.ts';
import { differencesBetween, PRE_SIGN_UP } from '../../src/pool/pool-differences.ts';
import { answerName, type FieldTree, POOL_MODEL } from '../../src/pool/pool-fields.ts';
import { type PoolReading, preSignUpOf } from '../../src/pool/pool-settings.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { FULL_MFA, FULL_POOL, GUARD, theirs } from './full-pool.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

let proxy: FaultProxy;
let client: CognitoIdentityProviderClient;
let id: string;
let before: PoolReading;

function admin() {
  return createPoolAdmin(client);
}

async function read(userPoolId = id): Promise<PoolReading> {
  const reading = await admin().read(userPoolId);
  if (!reading.ok) throw new Error(reading.error);
  return reading.value;
}

async function createPool(input: typeof FULL_POOL): Promise<string> {
  const created = await client.send(new CreateUserPoolCommand(input));
  return created.UserPool?.Id ?? '';
}

async function change(next: string | null): Promise<ChangeFailure | null> {
  const current = await read();
  const planned = next === null ? planChange(id, current, null) : planAttachment(id, current, next, true);
  if (!planned.ok || planned.value === null) throw new Error('no change to make');
  const result = await applyChange(admin(), planned.value);
  return result.ok ? null : result.error;
}

async function changedPaths(): Promise<readonly string[]> {
  return differencesBetween(before, await read()).map(({ path }) => path);
}

/** Every path of the model that ends in a value, as `Policies.PasswordPolicy.MinimumLength`. */
function leaves(tree: FieldTree, path: string): readonly string[] {
  if (tree === 'value') return [path];
  const inner: readonly (readonly [string, FieldTree])[] = Array.isArray(tree)
    ? [['0', tree[0] as FieldTree]]
    : Object.entries(tree);
  return inner.flatMap(([field, sub]) => leaves(sub, `${path}.${field}`));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [field, ...rest] = path;
  if (field === undefined) return value;
  if (field === '*' && isObject(value)) return valueAt(Object.values(value)[0], rest);
  if (Array.isArray(value)) return valueAt(value[Number(field)], rest);
  return isObject(value) ? valueAt(value[field], rest) : undefined;
}

/** Settings that no pool has beside the newer one, and the one that the tests change. */
const APART = ['AdminCreateUserConfig.UnusedAccountValidityDays', PRE_SIGN_UP, 'UserPoolId', 'PoolName'];

const SETTINGS = Object.entries(POOL_MODEL.update)
  .flatMap(([field, tree]) => leaves(tree, answerName(field)))
  .filter((path) => !APART.includes(path) && path !== 'Id' && path !== 'Name');

/** What the tests lose on the way. The last four moto restores from the message template and the MFA settings. */
const RESET_BY_MOTO = Object.keys(POOL_MODEL.update).filter(
  (field) =>
    ![
      'UserPoolId',
      'PoolName',
      'SmsVerificationMessage',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'MfaConfiguration',
    ].includes(field),
);

beforeAll(async () => {
  const upstream = process.env['AWS_ENDPOINT_URL'];
  if (upstream === undefined) throw new Error('run `npm run test:attach`: it starts the emulator');
  proxy = await startFaultProxy(upstream);
  client = new CognitoIdentityProviderClient({
    endpoint: proxy.endpoint,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  });
});

afterAll(() => proxy.close());

beforeEach(async () => {
  proxy.spoil();
  id = await createPool(FULL_POOL);
  await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId: id, ...FULL_MFA }));
  before = await read();
});

describe('the pool of these tests', () => {
  it('has every setting at another value than the default', async () => {
    const plain = await read(await createPool({ PoolName: 'plain' }));
    const same = SETTINGS.filter((path) => {
      const value = valueAt(before.pool, path.split('.'));
      return value === undefined || JSON.stringify(value) === JSON.stringify(valueAt(plain.pool, path.split('.')));
    });

    expect(same).toEqual([]);
    expect(SETTINGS.length).toBeGreaterThan(60);
  });

  it('loses settings to an update that names the trigger alone', async () => {
    await client.send(new UpdateUserPoolCommand({ UserPoolId: id, LambdaConfig: { PreSignUp: GUARD } }));

    expect((await changedPaths()).length).toBeGreaterThan(40);
  });
});

describe('every setting', () => {
  it('survives attaching', async () => {
    expect(await change(GUARD)).toBeNull();

    expect(await changedPaths()).toEqual([PRE_SIGN_UP]);
  });

  it('survives an update and a detachment', async () => {
    await change(GUARD);
    expect(await change(theirs('guard-2'))).toBeNull();
    expect(await changedPaths()).toEqual([PRE_SIGN_UP]);

    expect(await change(null)).toBeNull();

    expect(await changedPaths()).toEqual([]);
    expect(preSignUpOf((await read()).pool)).toBeNull();
  });

  it('survives a refused write', async () => {
    proxy.spoil({ kind: 'refuse' });

    expect(await change(GUARD)).toMatchObject({
      state: 'untouched',
      message: expect.stringContaining('the SES identity is gone'),
    });
    expect(await changedPaths()).toEqual([]);
  });

  it('survives a write whose answer never comes', async () => {
    proxy.spoil({ kind: 'hang-up' }, { kind: 'hang-up' }, { kind: 'hang-up' });

    expect(await change(GUARD)).toMatchObject({ state: 'put-back' });
    expect(await changedPaths()).toEqual([]);
  });

  it.each(RESET_BY_MOTO)('comes back after a write that loses %s', async (field) => {
    proxy.spoil({ kind: 'lose', field });

    expect(await change(GUARD)).toMatchObject({ state: 'put-back' });
    expect(await changedPaths()).toEqual([]);
  });

  it('of MFA comes back after a write that turns it off', async () => {
    proxy.spoil({ kind: 'mfa-off' });

    expect(await change(GUARD)).toMatchObject({ state: 'put-back', message: expect.stringContaining('Mfa') });
    expect(await changedPaths()).toEqual([]);
  });
});

describe('a pool that cannot be put back', () => {
  it('is reported with what differs', async () => {
    proxy.spoil({ kind: 'lose', field: 'UserPoolTags' }, { kind: 'refuse' });

    expect(await change(GUARD)).toMatchObject({
      state: 'damaged',
      message: expect.stringContaining('these still differ: `LambdaConfig.PreSignUp`, `UserPoolTags.cost`'),
    });
  });
});
