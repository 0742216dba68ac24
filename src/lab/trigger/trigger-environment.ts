/**
 * The environment that the lab pretends to be, and what its trigger processes are told of it. Must not let them reach
 * anything but the lab: no profile of the machine is read.
 */
import { devNull } from 'node:os';
import { LOCAL_REGION } from '../../aws/operator/local.ts';
import { parameterNames } from '../../policy/names.ts';

/** The environment's name in Parameter Store. */
export const LAB_ENVIRONMENT = 'lab';

/** The table that claims are put into. */
export const CLAIM_TABLE = 'claims';

/** The table that limits are counted in. */
export const LIMIT_TABLE = 'limits';

/** What a deployment sets, and an SDK that can reach nothing but the lab. */
export function triggerEnvironment(endpoint: string): Readonly<Record<string, string>> {
  const names = parameterNames(LAB_ENVIRONMENT);
  return {
    ENVIRONMENT: LAB_ENVIRONMENT,
    POLICY_PARAMETER: names.policy,
    HASH_KEY_PARAMETER: names.hashKey,
    CLAIM_TABLE,
    LIMIT_TABLE,
    STACK_NAME: LAB_ENVIRONMENT,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
