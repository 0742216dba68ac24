/**
 * Every Cognito call that the lab serves.
 */
import type { Operation } from '../operation.ts';
import { ADMIN_CALLS } from './admin-calls.ts';
import { POOL_CALLS } from './pool-calls.ts';
import { PUBLIC_CALLS } from './public-calls.ts';

/** Calls by the name in `X-Amz-Target`. */
export const COGNITO_OPERATIONS: Readonly<Record<string, Operation>> = {
  ...PUBLIC_CALLS,
  ...ADMIN_CALLS,
  ...POOL_CALLS,
};
