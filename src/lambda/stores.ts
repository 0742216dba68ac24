/**
 * Pool and claims with their clients. A file of its own, so that it can be loaded apart (`deferred-stores.ts`).
 */
import { createClaimTable } from '../aws/trigger/claim-table.ts';
import { createCognitoClient, createTableClient } from '../aws/trigger/clients.ts';
import { createCognitoDirectory } from '../aws/trigger/directory.ts';
import { createThrottleBreaker } from '../aws/trigger/throttle-breaker.ts';
import type { ClaimTable, Clock, UserDirectory } from '../guard/ports.ts';
import type { Settings } from './env.ts';

/** What an attempt asks once its policy is there. `claims` is null where the deployment switched them off. */
export type Stores = { readonly directory: UserDirectory; readonly claims: ClaimTable | null };

/** Makes the clients of a sandbox. */
export function createStores({ claimTable: tableName, stack }: Settings, clock: Clock): Stores {
  return {
    directory: createCognitoDirectory({ client: createCognitoClient(), breaker: createThrottleBreaker(clock) }),
    claims: tableName === null ? null : createClaimTable({ client: createTableClient(), clock, tableName, stack }),
  };
}
