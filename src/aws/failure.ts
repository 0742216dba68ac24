/**
 * From an SDK error to the cause that the record names. Never passes on a message: the SDK quotes the value that it
 * refused, which may be an address.
 */
import type { FailureCause } from '../core/facts.ts';

const BY_NAME: ReadonlyMap<string, FailureCause> = new Map([
  ['AbortError', 'timeout'],
  ['TimeoutError', 'timeout'],
  ['TooManyRequestsException', 'throttled'],
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['LimitExceededException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['ProvisionedThroughputExceededException', 'throttled'],
  ['AccessDeniedException', 'access-denied'],
  ['NotAuthorizedException', 'access-denied'],
  ['UnrecognizedClientException', 'access-denied'],
  ['ExpiredTokenException', 'access-denied'],
  ['OperationNotEnabledException', 'not-enabled'],
  ['ResourceNotFoundException', 'not-found'],
  ['ParameterNotFound', 'not-found'],
  ['InvalidParameterException', 'invalid'],
  ['ValidationException', 'invalid'],
  ['SyntaxError', 'unreadable'],
]);

/** What a failed call failed of. Looks through the wrappers that Powertools puts around SDK errors. */
export function causeOf(error: unknown): FailureCause {
  if (!(error instanceof Error)) return 'service-error';
  if (isSocketError(error)) return 'network';
  const named = BY_NAME.get(error.name);
  if (named !== undefined) return named;
  return error.cause instanceof Error ? causeOf(error.cause) : 'service-error';
}

/** A system error of the socket. Asked first: the SDK calls a reset connection a `TimeoutError`, too. */
function isSocketError(error: Error): boolean {
  return (
    'code' in error && typeof error.code === 'string' && /^E[A-Z]{3,}$/u.test(error.code) && error.code !== 'ETIMEDOUT'
  );
}

/** How often the SDK repeated a call, from its own metadata. */
export function retriesOf(settled: unknown): number {
  if (typeof settled !== 'object' || settled === null || !('$metadata' in settled)) return 0;
  const metadata = settled.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('attempts' in metadata)) return 0;
  return typeof metadata.attempts === 'number' ? Math.max(0, metadata.attempts - 1) : 0;
}
