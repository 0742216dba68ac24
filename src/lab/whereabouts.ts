/**
 * Where a lab is and by which ids it is called: what scripts and tests read.
 */
import type { Lab } from './lab.ts';

/** The lab's address, its pool and its app clients. */
export function whereabouts({ endpoint, state }: Lab) {
  return {
    url: `${endpoint}/`,
    endpoint,
    userPoolId: state.pool.settings.id,
    clientId: state.client.id,
    clientSecret: state.client.secret,
    publicClientId: state.publicClient.id,
  };
}
