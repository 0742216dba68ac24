/**
 * The directory over HTTP once somebody settles the question: nobody further is asked for, whoever saw them first.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Holder } from '../../../src/core/facts.ts';
import type { Answer } from '../../support/fake-aws.ts';
import { type AskedDirectory, found, NOBODY, NOT_FOUND, startDirectory, user } from './ask-directory.ts';

const SQUATTED: Answer = { json: { Users: [user('bob@example.com', 'false', 'squatter')], PaginationToken: 'more' } };
const OWNED: Answer = { json: { Users: [user('bob@example.com', 'true')], PaginationToken: 'more' } };
const SQUATTER: Holder = { userName: 'squatter', verified: false, enabled: true, status: 'CONFIRMED' };
const OWNER: Holder = { ...SQUATTER, userName: 'owner', verified: true };
const CAPITALS = { attribute: 'email', raw: 'Bob@example.com', folded: 'bob@example.com' } as const;

const isVerified = ({ verified }: Holder) => verified;

let directory: AskedDirectory;

beforeEach(async () => {
  directory = await startDirectory();
});

afterEach(() => directory.close());

describe('a list', () => {
  it('goes no further than the first page with somebody who settles it', async () => {
    directory.script(SQUATTED, NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact).toEqual({ kind: 'held', holders: [SQUATTER], atLeast: true });
    expect(calls.listUsers).toBe(1);
  });

  it('is whole where they stand on its last page', async () => {
    directory.script({ json: { Users: [user('bob@example.com', 'false', 'squatter')] } }, NOT_FOUND);

    expect((await directory.ask()).fact).toEqual({ kind: 'held', holders: [SQUATTER] });
  });

  it('goes on past squatters where only a verified holder settles it', async () => {
    directory.script((_, nth) => (nth < 4 ? SQUATTED : OWNED), NOT_FOUND);

    const { fact, calls } = await directory.ask(undefined, { settles: isVerified });

    expect(fact).toEqual({ kind: 'held', holders: [SQUATTER, OWNER], atLeast: true });
    expect(calls.listUsers).toBe(5);
  });

  it('goes on past users whom the filter let through', async () => {
    const stranger: Answer = { json: { Users: [user('eve@example.com', 'true')], PaginationToken: 'more' } };
    directory.script((_, nth) => (nth === 0 ? stranger : NOBODY), NOT_FOUND);

    const { fact, calls } = await directory.ask();

    expect(fact).toEqual({ kind: 'free', holders: [] });
    expect(calls.listUsers).toBe(2);
  });

  it('ends the list in the other spelling', async () => {
    const lower = 'email = "bob@example.com"';
    directory.script(({ body }) => (body['Filter'] === lower ? OWNED : { hang: true }), NOT_FOUND);

    const { fact, calls } = await directory.ask(CAPITALS, { budgetMs: 10_000 });

    expect(fact).toEqual({ kind: 'held', holders: [OWNER], atLeast: true });
    expect(calls).toMatchObject({ listUsers: 2, retries: 0 });
  });
});

describe('an owner whom the pool names first', () => {
  it('ends a list on its way, which has not failed', async () => {
    directory.script({ hang: true }, found(user('bob@example.com', 'true')));

    const { fact, calls } = await directory.ask(undefined, { budgetMs: 10_000 });

    expect(fact).toEqual({ kind: 'held', holders: [OWNER], atLeast: true });
    expect(calls).toEqual({ listUsers: 1, adminGetUser: 1, claims: 0, retries: 0 });
  });

  it('ends no list where they do not settle it', async () => {
    directory.script({ after: 100, then: NOBODY }, found(user('bob@example.com', 'true')));

    expect((await directory.ask(undefined, { settles: () => false })).fact).toEqual({ kind: 'held', holders: [OWNER] });
  });
});

it('a list that settles it waits for the owner: one call tells whether the address is verified', async () => {
  directory.script(SQUATTED, { after: 100, then: found(user('bob@example.com', 'true')) });

  expect((await directory.ask()).fact).toEqual({ kind: 'held', holders: [SQUATTER, OWNER], atLeast: true });
});

it('ListUsers is not left alone for lists that were ended', async () => {
  directory.script({ hang: true }, found(user('bob@example.com', 'true')));
  await directory.ask(undefined, { budgetMs: 10_000 });
  await directory.ask(undefined, { budgetMs: 10_000 });
  directory.script(NOBODY, NOT_FOUND);

  expect((await directory.ask()).calls.listUsers).toBe(1);
});
