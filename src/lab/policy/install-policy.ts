/**
 * What a deployment leaves in Parameter Store, for the lab: a policy, published by the one function that everybody
 * publishes with, and a key for the pseudonyms.
 */
import { randomBytes } from 'node:crypto';
import { createLocalParameterStore } from '../../aws/operator/local.ts';
import { publishPolicy, type Receipt } from '../../aws/operator/policy/policy-store.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import type { Result } from '../../core/result.ts';
import { parameterNames } from '../../policy/names.ts';
import type { LabState } from '../state.ts';
import { LAB_ENVIRONMENT } from '../trigger/trigger-environment.ts';

/** Makes the key of the pseudonyms. */
export function installHashKey({ parameters }: LabState): void {
  parameters.put(parameterNames(LAB_ENVIRONMENT).hashKey, 'SecureString', randomBytes(32).toString('hex'), false);
}

/** Publishes a policy into the lab that listens there. */
export function installPolicy(endpoint: string, document: PolicyDocument): Promise<Result<Receipt, string>> {
  return publishPolicy(createLocalParameterStore(endpoint), {
    parameter: parameterNames(LAB_ENVIRONMENT).policy,
    document,
    stack: LAB_ENVIRONMENT,
    publisher: 'command-line',
  });
}
