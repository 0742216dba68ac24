/**
 * Every Cognito call that the lab serves.
 */
import type { Operation } from '../operation.ts';
import { ADMIN_CALLS } from './admin-calls.ts';
import { ATTACHMENT_CALLS } from './attachment-calls.ts';
import { ACCOUNT_CALLS } from './auth/account-calls.ts';
import { AUTH_CALLS } from './auth/auth-calls.ts';
import { PASSWORD_CALLS } from './auth/password-calls.ts';
import { REFRESH_CALLS } from './auth/refresh-calls.ts';
import { POOL_CALLS } from './pool-calls.ts';
import { PUBLIC_CALLS } from './public-calls.ts';

/** Calls by the name in `X-Amz-Target`. */
export const COGNITO_OPERATIONS: Readonly<Record<string, Operation>> = {
  ...PUBLIC_CALLS,
  ...AUTH_CALLS,
  ...ACCOUNT_CALLS,
  ...REFRESH_CALLS,
  ...PASSWORD_CALLS,
  ...ADMIN_CALLS,
  ...POOL_CALLS,
  ...ATTACHMENT_CALLS,
};
