/**
 * The deployment's function: CloudFormation calls it for the custom resources of the stack. Composition only; its errors
 * go to CloudFormation, so that the deployment fails with the reason.
 */
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { createParameterStore, createPublishingClient } from '../aws/parameter-store.ts';
import { fail } from '../core/result.ts';
import { answer, readEvent, type Work } from './custom-resource.ts';
import { createPolicyPublisher } from './publish-policy.ts';

/** The policy files lie beside the bundle. */
const POLICIES = join(import.meta.dirname, 'policies');

/** The work by type of resource. */
const WORK: Readonly<Record<string, Work>> = {
  'Custom::PublishedPolicy': createPolicyPublisher(createParameterStore(createPublishingClient()), POLICIES),
};

/** Answers one event of CloudFormation. */
export async function handler(event: unknown, context: Context): Promise<void> {
  const request = readEvent(event);
  if (request === null) throw new Error('this is no event of a custom resource');
  const unknown: Work = async () => fail(`no work for the resource type \`${request.ResourceType}\``);
  await answer(request, WORK[request.ResourceType] ?? unknown, context.getRemainingTimeInMillis());
}
