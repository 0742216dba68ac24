/**
 * The directory over HTTP when a look-up fails, in every way in which one can: the alias is unknown, never free.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../support/fake-aws.ts';
import { type AskedDirectory, EMAIL, found, NOBODY, NOT_FOUND, startDirectory, user } from './ask-directory.ts';

let directory: AskedDirectory;

beforeEach(async () => {
  directory = await startDirectory();
});

afterEach(() => directory.close());

const FAULTS: readonly (readonly [string, Answer, string])[] = [
  ['throttles', { error: 'TooManyRequestsException' }, 'throttled'],
  ['denies access', { error: 'AccessDeniedException' }, 'access-denied'],
  ['is not enabled', { error: 'OperationNotEnabledException' }, 'not-enabled'],
  ['knows no such pool', { error: 'ResourceNotFoundException' }, 'not-found'],
  ['fails', { error: 'InternalErrorException', status: 500 }, 'service-error'],
  ['resets', { reset: true }, 'network'],
  ['answers an empty body', { json: {} }, 'unreadable'],
  ['hangs', { hang: true }, 'timeout'],
  ['drips', { drip: '{"Users":[]}'.padEnd(200) }, 'timeout'],
  ['asks to come back', { error: 'ServiceUnavailable', status: 503, headers: { 'retry-after': '4' } }, 'timeout'],
  ['answers late', { after: 4_000, then: NOBODY }, 'timeout'],
];

describe.each(FAULTS)('a look-up that %s', (_, fault, cause) => {
  // short only where it must run out: the other look-up answers within it
  const budgetMs = cause === 'timeout' ? 400 : 5_000;

  it('leaves the alias unknown when it is ListUsers', async () => {
    directory.script(fault, NOT_FOUND);

    const { fact } = await directory.ask(EMAIL, { budgetMs });

    expect(fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause }] });
  });

  it('leaves the alias unknown when it is AdminGetUser', async () => {
    directory.script(NOBODY, fault);

    const { fact } = await directory.ask(EMAIL, { budgetMs });

    expect(fact).toEqual({ kind: 'unknown', failures: [{ call: 'adminGetUser', cause }] });
  });

  it('does not hide a holder that the other saw', async () => {
    directory.script(fault, found(user('bob@example.com', 'true')));

    expect((await directory.ask(EMAIL, { budgetMs })).fact.kind).toBe('held');
  });
});

const BOB = user('bob@example.com', 'true');

describe('a list that cannot be read', () => {
  it.each([
    ['a page of something in between', { raw: '<html>proxy</html>' }],
    ['truncated JSON', { raw: '{"Users":[', contentType: 'application/x-amz-json-1.1' }],
    ['users of the wrong type', { json: { Users: 'none' } }],
    ['users that are null', { json: { Users: null } }],
    ['a user without a name', { json: { Users: [{ Attributes: [] }] } }],
    ['a user with an empty name', { json: { Users: [{ ...BOB, Username: '' }] } }],
    ['a user that is null', { json: { Users: [null] } }],
    ['a user without attributes', { json: { Users: [{ Username: 'x' }] } }],
    ['one such user among others', { json: { Users: [user('eve@example.com', 'true'), null] } }],
  ] satisfies readonly (readonly [string, Answer])[])('leaves the alias unknown: %s', async (_, answer) => {
    directory.script(answer, NOT_FOUND);

    expect((await directory.ask()).fact.kind).toBe('unknown');
  });

  it('is no longer asked for the next page', async () => {
    directory.script({ json: { Users: [null], PaginationToken: 'two' } }, NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause: 'unreadable' }] });
    expect(calls.listUsers).toBe(1);
  });

  it.each([
    ['null', null],
    ['nameless', { Attributes: [] }],
  ])('does not hide a holder beside a user that is %s', async (_, unreadable) => {
    directory.script({ json: { Users: [unreadable, BOB] } }, NOT_FOUND);

    expect((await directory.ask()).fact).toMatchObject({ kind: 'held', holders: [{ userName: 'owner' }] });
  });
});

describe('an owner who cannot be read', () => {
  it.each([
    ['a page of something in between', { raw: '<html>proxy</html>' }],
    ['no name', found({ ...BOB, Username: undefined })],
    ['an empty name', found({ ...BOB, Username: '' })],
  ] satisfies readonly (readonly [string, Answer])[])('leaves the alias unknown: %s', async (_, answer) => {
    directory.script(NOBODY, answer);

    expect((await directory.ask()).fact.kind).toBe('unknown');
  });

  it('owns the alias all the same once named', async () => {
    directory.script(NOBODY, { json: { Username: 'owner' } });

    expect((await directory.ask()).fact).toMatchObject({ kind: 'held', holders: [{ verified: true }] });
  });
});
