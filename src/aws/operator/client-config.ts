/**
 * How every client of operators and deployments calls AWS: they have minutes, not seconds, and wait throttling out. The
 * trigger's clients are its own, in `aws/trigger/clients.ts`.
 */

/** Many attempts, and no wait without an end. A client of a model on this machine puts its endpoint beside. */
export const OPERATOR_CLIENT = {
  maxAttempts: 8,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 2000, requestTimeout: 30_000, throwOnRequestTimeout: true },
} as const;

/** Whom a client asks, where it is not what the environment says. */
export type ClientAccount = { readonly region?: string; readonly profile?: string };
