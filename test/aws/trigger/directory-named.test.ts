/**
 * The directory over HTTP: whom the pool finds under a user name. Only "not found" means nobody; the rest is no answer.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../support/fake-aws.ts';
import { type AskedDirectory, EMAIL, found, NOBODY, NOT_FOUND, startDirectory, user } from './ask-directory.ts';

let directory: AskedDirectory;

beforeEach(async () => {
  directory = await startDirectory();
});

afterEach(() => directory.close());

describe('a user name', () => {
  it('that nobody has is asked for once', async () => {
    directory.script(NOBODY, NOT_FOUND);

    const { named, calls } = await directory.named('newcomer');

    expect(named).toEqual({ ok: true, value: null });
    expect(calls).toEqual({ listUsers: 0, adminGetUser: 1, claims: 0, retries: 0 });
    expect(directory.asked('AdminGetUser')).toEqual([{ UserPoolId: 'us-east-1_example', Username: 'newcomer' }]);
  });

  it.each([
    ['another address', user('eve@example.com', 'true', 'newcomer'), false],
    ['the address, in whatever case', user('BOB@example.com', 'false', 'newcomer'), true],
    ['no address at all', { Username: 'newcomer', Attributes: [] }, false],
    ['an address that is no text', { Username: 'newcomer', Attributes: [{ Name: 'email' }] }, true],
  ])('of a user with %s', async (_, raw, carries) => {
    directory.script(NOBODY, found(raw));

    const { named } = await directory.named('newcomer');

    expect(named).toMatchObject({ ok: true, value: { userName: 'newcomer' } });
    expect(named.ok && named.value?.carries(EMAIL)).toBe(carries);
  });

  it.each([
    ['throttled', { error: 'TooManyRequestsException' }, 'throttled', 0],
    ['denied', { error: 'AccessDeniedException' }, 'access-denied', 0],
    ['broken', { error: 'InternalErrorException', status: 500 }, 'service-error', 1],
    ['empty', { json: {} }, 'unreadable', 0],
    ['a user without attributes', { json: { Username: 'newcomer' } }, 'unreadable', 0],
    ['a user without a name', { json: { UserAttributes: [] } }, 'unreadable', 0],
    ['a user with an empty name', { json: { Username: '', UserAttributes: [] } }, 'unreadable', 0],
  ] satisfies readonly (readonly [
    string,
    Answer,
    string,
    number,
  ])[])('gets no answer from one that is %s', async (_, answer, cause, retries) => {
    directory.script(NOBODY, answer);

    const { named, calls } = await directory.named('newcomer');

    expect(named).toEqual({ ok: false, error: { call: 'adminGetUser', cause } });
    expect(calls.retries).toBe(retries);
  });

  it('is told by the second answer where the first was none, and the repeat is counted', async () => {
    directory.script(NOBODY, (_, nth) =>
      nth === 0 ? { error: 'InternalErrorException', status: 500 } : found(user('eve@example.com', 'true', 'newcomer')),
    );

    const { named, calls } = await directory.named('newcomer');

    expect(named).toMatchObject({ ok: true, value: { userName: 'newcomer' } });
    expect(calls.retries).toBe(1);
  });

  it('is not asked for where there is no time left', async () => {
    directory.script(NOBODY, NOT_FOUND);

    const { named } = await directory.named('newcomer', AbortSignal.abort());

    expect(named).toEqual({ ok: false, error: { call: 'adminGetUser', cause: 'timeout' } });
    expect(directory.asked('AdminGetUser')).toEqual([]);
  });
});
