/**
 * What a failed call failed of, and how often it was repeated, as the record names it. Whatever is thrown has a cause.
 */
import { describe, expect, it } from 'vitest';
import { causeOf, retriesOf } from '../../src/aws/failure.ts';

/** An error as the SDK throws it: known by its name. */
function named(name: string, fields: object = {}): Error {
  return Object.assign(new Error('refused: bob@example.com'), { name, ...fields });
}

describe('a failed call', () => {
  it.each([
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
    ['InternalErrorException', 'service-error'],
    ['', 'service-error'],
  ])('with %s failed of %s', (name, cause) => {
    expect(causeOf(named(name))).toBe(cause);
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
