/**
 * SDK settings for a lab on this machine. Credentials that mean nothing: whatever profile is set must never be sent there.
 */
import { SSMClient } from '@aws-sdk/client-ssm';
import { createParameterStore, type ParameterStore } from './policy/parameter-store.ts';

/** What a client of a lab is made with. */
export type LocalConfig = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** The region that the lab pretends to be in. */
export const LOCAL_REGION = 'us-east-1';

/** Settings for one endpoint. */
export function localConfig(endpoint: string): LocalConfig {
  return { endpoint, region: LOCAL_REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

/** Parameter Store in a lab. */
export function createLocalParameterStore(endpoint: string): ParameterStore {
  return createParameterStore(new SSMClient(localConfig(endpoint)));
}
