/**
 * The deployment's function: CloudFormation calls it for the custom resources of the stack. Composition only; its errors
 * go to CloudFormation, so that the deployment fails with the reason.
 */
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { createFunctionCaller } from '../aws/operator/function/function-caller.ts';
import { createLambdaClient } from '../aws/operator/function/lambda-client.ts';
import { createPermissionReader } from '../aws/operator/function/permission-reader.ts';
import { lookAtFunction } from '../aws/operator/function/trigger-function.ts';
import { createPatience } from '../aws/operator/patience.ts';
import { createParameterStore, createPublishingClient } from '../aws/operator/policy/parameter-store.ts';
import { createPoolAdmin } from '../aws/operator/pool/pool-admin.ts';
import { createPoolClient } from '../aws/operator/pool/pool-client.ts';
import { fail } from '../core/result.ts';
import { createTriggerAttacher } from './attached-trigger.ts';
import { answer, readEvent, type Work } from './custom-resource.ts';
import { holdGuardedPool } from './guarded-pool.ts';
import { createCompanionHolder } from './held-companion.ts';
import { meantElsewhere } from './package-version.ts';
import { createPoolProtector } from './pool-protection.ts';
import { createPolicyPublisher } from './publish-policy.ts';
import { createTriggerSettler } from './settled-trigger.ts';

/** The policy files lie beside the bundle. */
const POLICIES = join(import.meta.dirname, 'policies');

const parameters = createPublishingClient();
const pools = createPoolClient();
const functions = createLambdaClient();
const patience = createPatience();
for (const { middlewareStack } of [parameters, pools, functions]) patience.watch(middlewareStack);

const mayCall = createPermissionReader(functions);

/** The work by type of resource. */
const WORK: Readonly<Record<string, Work>> = {
  'Custom::GuardedPool': holdGuardedPool,
  'Custom::HeldCompanion': createCompanionHolder({
    region: process.env['AWS_REGION'] ?? '',
    lookAt: (fn) => lookAtFunction(functions, fn),
  }),
  'Custom::PublishedPolicy': createPolicyPublisher(
    (signal) => createParameterStore(parameters, signal),
    POLICIES,
    Date.now,
  ),
  'Custom::AttachedTrigger': createTriggerAttacher({
    open: (signal) => ({
      admin: createPoolAdmin(pools, signal),
      store: createParameterStore(parameters, signal),
      mayCall,
    }),
    // The pool's settings hold nothing of its users; the log keeps them for whoever has to restore them by hand
    keep: ({ userPoolId, before }) => console.info(JSON.stringify({ message: 'settings before', userPoolId, before })),
  }),
  'Custom::SettledTrigger': createTriggerSettler((signal) => createParameterStore(parameters, signal)),
  'Custom::PoolProtection': createPoolProtector((signal) => createPoolAdmin(pools, signal)),
};

const versions = createFunctionCaller(functions);

/** Answers one event of CloudFormation, or hands it to the version whose files it is about. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const request = readEvent(event);
  if (request === null) throw new Error('this is no event of a custom resource');
  patience.renew();
  const elsewhere = meantElsewhere(request, context.functionVersion);
  const handedOver = elsewhere === null ? null : await versions.handOver(elsewhere, event);
  if (handedOver?.ok) return;
  const unknown: Work = async () => fail(`no work for the resource type \`${request.ResourceType}\``);
  const work: Work = handedOver === null ? (WORK[request.ResourceType] ?? unknown) : async () => handedOver;
  await answer(request, work, context.getRemainingTimeInMillis());
}
