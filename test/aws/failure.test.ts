/**
 * What a failed call failed of, and how often it was repeated, as the record names it. Whatever is thrown has a cause.
 */
import * as cognito from '@aws-sdk/client-cognito-identity-provider';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ssm from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { causeOf, retriesOf } from '../../src/aws/failure.ts';

const REFUSED = { message: 'refused: bob@example.com', $metadata: {} };

/** An error as the SDK throws it: known by its name. */
function named(name: string, fields: object = {}): Error {
  return Object.assign(new Error('refused: bob@example.com'), { name, ...fields });
}

/** What reading such a text throws. */
function thrownBy(read: () => unknown): Error {
  try {
    read();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

/** The errors of the SDK's own classes and of Node, and by name those that AWS lists as common and that have no class. */
const FAULTS: Readonly<Record<string, readonly Error[]>> = {
  timeout: [AbortSignal.abort().reason, new DOMException('as AbortSignal.timeout gives it', 'TimeoutError')],
  throttled: [
    new cognito.TooManyRequestsException(REFUSED),
    new cognito.LimitExceededException(REFUSED),
    new dynamodb.ProvisionedThroughputExceededException(REFUSED),
    new dynamodb.RequestLimitExceeded(REFUSED),
    new dynamodb.ThrottlingException(REFUSED),
    named('Throttling'),
  ],
  'access-denied': [
    new cognito.AccessDeniedException(REFUSED),
    new cognito.NotAuthorizedException(REFUSED),
    named('UnrecognizedClientException'),
    named('ExpiredTokenException'),
  ],
  'not-enabled': [new cognito.OperationNotEnabledException(REFUSED)],
  'not-found': [new dynamodb.ResourceNotFoundException(REFUSED), new ssm.ParameterNotFound(REFUSED)],
  invalid: [new cognito.InvalidParameterException(REFUSED), new ssm.ValidationException(REFUSED)],
  unreadable: [thrownBy(() => JSON.parse('no JSON'))],
  'service-error': [new cognito.InternalErrorException(REFUSED), new dynamodb.InternalServerError(REFUSED), named('')],
};

describe('a failed call', () => {
  it.each(
    Object.entries(FAULTS).flatMap(([cause, errors]) => errors.map((error) => [error.name, cause, error] as const)),
  )('with %s failed of %s', (_name, cause, error) => {
    expect(causeOf(error)).toBe(cause);
  });

  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'EHOSTUNREACH',
  ])('whose connection says %s failed of the network, whatever the SDK calls it', (code) => {
    expect(causeOf(named('Error', { code }))).toBe('network');
    expect(causeOf(named('TimeoutError', { code }))).toBe('network');
  });

  it('whose socket timed out failed of time', () => {
    expect(causeOf(named('TimeoutError', { code: 'ETIMEDOUT' }))).toBe('timeout');
  });

  it.each([
    ['a certificate', 'CERT_HAS_EXPIRED'],
    ['a longer word', 'EVENT_STREAM_CLOSED'],
    ['nothing that can be read', Object.create(null)],
    ['a number', 23],
  ])('whose code is that of no socket is known by its name: %s', (_, code) => {
    expect(causeOf(named('AccessDeniedException', { code }))).toBe('access-denied');
  });

  it('is looked for through every wrapper', () => {
    const inner = named('ThrottlingException');
    const wrapped = new Error('wrapped', { cause: new Error('wrapped', { cause: inner }) });

    expect(causeOf(wrapped)).toBe('throttled');
    expect(causeOf(new Error('wrapped', { cause: named('Error', { code: 'ECONNRESET' }) }))).toBe('network');
  });

  it('is known by the first name that tells something', () => {
    expect(causeOf(named('ParameterNotFound', { cause: named('ThrottlingException') }))).toBe('not-found');
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'AbortError'],
    ['an object that is no error', { name: 'AbortError' }],
    ['an error around a text', new Error('wrapped', { cause: 'AbortError' })],
  ])('is a fault of the service where no error says more: %s', (_, thrown) => {
    expect(causeOf(thrown)).toBe('service-error');
  });
});

describe('repeats', () => {
  it.each([
    ['none, answered at once', { $metadata: { attempts: 1 } }, 0],
    ['one', { $metadata: { attempts: 2 } }, 1],
    ['two, in vain', named('InternalErrorException', { $metadata: { attempts: 3 } }), 2],
    ['none, never sent', named('AbortError', { $metadata: { attempts: 0 } }), 0],
    ['none that is told of', { $metadata: {} }, 0],
    ['none in an answer without metadata', {}, 0],
    ['none in an error without metadata', named('AbortError'), 0],
    ['none in metadata that is null', { $metadata: null }, 0],
    ['none in metadata that is a text', { $metadata: 'attempts' }, 0],
    ['none in a count that is a text', { $metadata: { attempts: '3' } }, 0],
    ['none in nothing', undefined, 0],
    ['none in null', null, 0],
    ['none in a text', '$metadata', 0],
  ])('are counted from what the SDK tells: %s', (_, settled, retries) => {
    expect(retriesOf(settled)).toBe(retries);
  });
});
