/**
 * The directory over HTTP: who holds an alias, and what is asked to know it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alias } from '../../../src/core/attempt.ts';
import type { Answer } from '../../support/fake-aws.ts';
import { type AskedDirectory, found, NOBODY, NOT_FOUND, startDirectory, user } from './ask-directory.ts';

const HOLDER = { userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' };
const MIXED: Alias = { attribute: 'email', raw: 'Bob@example.com', folded: 'bob@example.com' };

let directory: AskedDirectory;

beforeEach(async () => {
  directory = await startDirectory();
});

afterEach(() => directory.close());

describe('an alias', () => {
  it('is free when every look-up says so', async () => {
    directory.script(NOBODY, NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact).toEqual({ kind: 'free', holders: [] });
    expect(calls).toEqual({ listUsers: 1, adminGetUser: 1, claims: 0, retries: 0 });
    expect(directory.asked('ListUsers')).toEqual([
      { UserPoolId: 'us-east-1_example', Filter: 'email = "bob@example.com"', Limit: 60 },
    ]);
    expect(directory.asked('AdminGetUser')).toEqual([{ UserPoolId: 'us-east-1_example', Username: 'bob@example.com' }]);
  });

  it('is held by whoever carries it, in any case', async () => {
    directory.script({ json: { Users: [user('BOB@Example.com', 'false')] } }, NOT_FOUND);

    const { fact } = await directory.ask();

    expect(fact).toEqual({
      kind: 'held',
      holders: [{ userName: 'owner', verified: false, enabled: true, status: 'CONFIRMED' }],
    });
  });

  it('is not held by users whom the filter let through', async () => {
    const strangers = [user('eve@example.com', 'true'), { ...user('x', 'true'), Attributes: [] }];
    directory.script({ json: { Users: strangers } }, NOT_FOUND);

    expect((await directory.ask()).fact).toEqual({ kind: 'free', holders: [] });
  });

  it('is held by everyone on a page who carries it', async () => {
    const holders = [user('bob@example.com', 'true', 'one'), user('bob@example.com', 'false', 'two')];
    directory.script({ json: { Users: holders } }, NOT_FOUND);

    expect((await directory.ask()).fact).toMatchObject({ holders: [{ userName: 'one' }, { userName: 'two' }] });
  });

  it('is held by whomever the pool resolves it to', async () => {
    directory.script(NOBODY, found({ ...user('other@example.com', null), Enabled: false, UserStatus: 'ARCHIVED' }));

    expect((await directory.ask()).fact).toMatchObject({
      kind: 'held',
      holders: [{ userName: 'owner', verified: true, enabled: false, status: 'ARCHIVED', carries: false }],
    });
  });

  it('has no owner in whomever the pool resolves it to, if they do not carry it', async () => {
    directory.script(NOBODY, found(user('other@example.com', 'true')));

    expect(await directory.owned()).toMatchObject({ kind: 'free' });
  });

  it('may have an owner in whomever the pool resolves it to, if they cannot be read', async () => {
    directory.script(NOBODY, { json: { Username: 'owner' } });

    expect(await directory.owned()).toEqual({
      kind: 'unknown',
      failures: [{ call: 'adminGetUser', cause: 'unreadable' }],
    });
    expect((await directory.ask()).fact).toMatchObject({ kind: 'held', holders: [{ userName: 'owner' }] });
  });

  it('is asked for again in lower case when that differs', async () => {
    directory.script(NOBODY, NOT_FOUND);

    const { calls } = await directory.ask(MIXED);

    expect(calls).toMatchObject({ listUsers: 2, adminGetUser: 1 });
    expect(directory.asked('ListUsers').map(({ Filter }) => Filter)).toEqual(
      expect.arrayContaining(['email = "Bob@example.com"', 'email = "bob@example.com"']),
    );
  });
});

describe('the pages of a list', () => {
  it('are asked for one by one, each with the token of the last', async () => {
    const pages: readonly Answer[] = [
      { json: { Users: [], PaginationToken: 'two' } },
      { json: { Users: [user('eve@example.com', 'true')], PaginationToken: 'three' } },
      { json: { Users: [user('bob@example.com', 'true')] } },
    ];
    directory.script((_, nth) => pages[nth] ?? NOBODY, NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact).toMatchObject({ kind: 'held', holders: [{ verified: true }] });
    expect(calls.listUsers).toBe(3);
    expect(directory.asked('ListUsers').map(({ PaginationToken }) => PaginationToken)).toEqual([
      undefined,
      'two',
      'three',
    ]);
  });

  it('may be twenty', async () => {
    const more: Answer = { json: { Users: [], PaginationToken: 'more' } };
    directory.script((_, nth) => (nth < 19 ? more : NOBODY), NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact.kind).toBe('free');
    expect(calls.listUsers).toBe(20);
  });

  it('leave the alias unknown when there are more', async () => {
    directory.script({ json: { Users: [], PaginationToken: 'more' } }, NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause: 'too-many-pages' }] });
    expect(calls.listUsers).toBe(20);
  });

  it.each([
    ['fail', { error: 'InternalErrorException', status: 500 }],
    ['cannot be read', { json: {} }],
    ['never end', { json: { Users: [], PaginationToken: 'more' } }],
  ] satisfies readonly (readonly [string, Answer])[])('keep a holder when those after it %s', async (_, rest) => {
    const first: Answer = { json: { Users: [user('bob@example.com', 'true')], PaginationToken: 'two' } };
    directory.script((__, nth) => (nth === 0 ? first : rest), NOT_FOUND);

    const { fact, calls } = await directory.ask(undefined, { settles: () => false });

    expect(fact).toEqual({ kind: 'held', holders: [HOLDER] });
    expect(calls.listUsers).toBeGreaterThan(1);
  });
});

describe('a look-up that is switched off', () => {
  it('is not made: the pool alone may say who owns the alias', async () => {
    directory.script({ json: { Users: [user('bob@example.com', 'true')] } }, NOT_FOUND);

    const { fact, calls } = await directory.ask(MIXED, { kinds: { list: false, alias: true } });

    expect(fact).toEqual({ kind: 'free', holders: [] });
    expect(calls).toMatchObject({ listUsers: 0, adminGetUser: 1 });
  });

  it('is not made: the list alone may say who holds it', async () => {
    directory.script(NOBODY, found(user('bob@example.com', 'true')));

    const { fact, calls } = await directory.ask(MIXED, { kinds: { list: true, alias: false } });

    expect(fact).toEqual({ kind: 'free', holders: [] });
    expect(calls).toMatchObject({ listUsers: 2, adminGetUser: 0 });
  });

  it('says nothing: without any, the alias is unknown', async () => {
    const { fact, calls } = await directory.ask(MIXED, { kinds: { list: false, alias: false } });

    expect(fact).toEqual({ kind: 'unknown', failures: [] });
    expect(calls).toMatchObject({ listUsers: 0, adminGetUser: 0 });
  });
});
