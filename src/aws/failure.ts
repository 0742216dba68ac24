/**
 * From an SDK error to the cause that the record names. Never passes on a message: the SDK quotes the value that it
 * refused, which may be an address.
 */
import type { FailureCause } from '../core/facts.ts';
import { fieldsOf } from '../core/json.ts';

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
  if (isNetworkError(error)) return 'network';
  const named = BY_NAME.get(error.name);
  if (named !== undefined) return named;
  return error.cause instanceof Error ? causeOf(error.cause) : 'service-error';
}

/** A system error of socket or name look-up. Asked first: the SDK calls a reset connection a `TimeoutError`, too. */
function isNetworkError(error: Error): boolean {
  const { code } = fieldsOf(error);
  return typeof code === 'string' && code !== 'ETIMEDOUT' && /^E(?:AI_)?[A-Z]{3,}$/u.test(code);
}

/** How often the SDK repeated a call, from its own metadata. */
export function retriesOf(settled: unknown): number {
  const { attempts } = fieldsOf(fieldsOf(settled)['$metadata']);
  return typeof attempts === 'number' ? Math.max(0, attempts - 1) : 0;
}
