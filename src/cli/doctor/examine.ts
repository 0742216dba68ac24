/**
 * Reads everything that the checks look at. Calls that only read; each part fails by itself.
 */
import { type FunctionArn, readFunctionArn } from '../../aws/operator/function/function-arn.ts';
import { guardStacksOf } from '../../aws/operator/function/guard-stacks.ts';
import { createLambdaClient } from '../../aws/operator/function/lambda-client.ts';
import { permissionOf } from '../../aws/operator/function/permission-reader.ts';
import { isGuard, readFunction, type TriggerFunction } from '../../aws/operator/function/trigger-function.ts';
import { deniedLookUps, webAclOf } from '../../aws/operator/function/trigger-rights.ts';
import { sampleDecisions } from '../../aws/operator/log/recent-decisions.ts';
import { type LivePolicy, readLivePolicy } from '../../aws/operator/policy/live-policy.ts';
import { createParameterStore, createPublishingClient } from '../../aws/operator/policy/parameter-store.ts';
import { createPoolAdmin } from '../../aws/operator/pool/pool-admin.ts';
import { createPoolClient } from '../../aws/operator/pool/pool-client.ts';
import { countRunningImports, readPoolClients } from '../../aws/operator/pool/pool-clients.ts';
import { ok, type Result } from '../../core/result.ts';
import { preSignUpOf } from '../../pool/pool-settings.ts';
import type { Examination, Reading } from './examination.ts';

type OfTrigger = Pick<Examination, 'functionArn' | 'trigger' | 'permission' | 'deniedLookUps' | 'policy' | 'log'>;

const NO_TRIGGER: OfTrigger = {
  functionArn: null,
  trigger: null,
  permission: null,
  deniedLookUps: null,
  policy: null,
  log: null,
};

/** Examines a pool; fails only where the pool itself cannot be read. */
export async function examine(userPoolId: string, now: Date): Promise<Result<Examination, string>> {
  const client = createPoolClient();
  const reading = await createPoolAdmin(client).read(userPoolId);
  if (!reading.ok) return reading;
  const { pool } = reading.value;
  const poolArn = String(pool['Arn'] ?? '');
  const preSignUp = preSignUpOf(pool);
  const [clients, runningImports, webAcl, guards, ofTrigger] = await Promise.all([
    readPoolClients(client, userPoolId),
    countRunningImports(client, userPoolId),
    webAclOf(poolArn),
    guardStacksOf(createLambdaClient(), userPoolId),
    preSignUp === null ? NO_TRIGGER : examineTrigger(preSignUp, { id: userPoolId, arn: poolArn }, now),
  ]);
  return ok({ userPoolId, now, pool, preSignUp, clients, runningImports, webAcl, guards, ...ofTrigger });
}

type Pool = { readonly id: string; readonly arn: string };

async function examineTrigger(preSignUp: string, pool: Pool, now: Date): Promise<OfTrigger> {
  const fn = readFunctionArn(preSignUp);
  if (!fn.ok) return { ...NO_TRIGGER, trigger: fn };
  const lambda = createLambdaClient();
  const trigger = await readFunction(lambda, fn.value);
  const permission = await readPermission(fn.value, pool);
  const base = { ...NO_TRIGGER, functionArn: fn.value, trigger, permission };
  if (!trigger.ok || !isGuard(trigger.value)) return base;
  const [denied, policy, log] = await Promise.all([
    trigger.value.roleArn === null ? null : deniedLookUps(trigger.value.roleArn, pool.arn),
    readPolicy(trigger.value),
    sampleDecisions(trigger.value.logGroup, pool.id, now.getTime()),
  ]);
  return { ...base, deniedLookUps: denied, policy, log };
}

async function readPermission(fn: FunctionArn, pool: Pool): Promise<NonNullable<Examination['permission']>> {
  const lambda = createLambdaClient();
  const asCalled = await permissionOf(lambda, fn, pool);
  if (!asCalled.ok) return asCalled;
  const unqualified = fn.qualifier === null ? asCalled : await permissionOf(lambda, { ...fn, qualifier: null }, pool);
  return unqualified.ok ? ok({ asCalled: asCalled.value, unqualified: unqualified.value }) : unqualified;
}

async function readPolicy({ variables }: TriggerFunction): Promise<Reading<LivePolicy | null>> {
  return readLivePolicy(createParameterStore(createPublishingClient()), variables['POLICY_PARAMETER'] ?? '');
}
