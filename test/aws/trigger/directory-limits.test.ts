/**
 * The directory over HTTP at its limits: what is too long to ask for, what is repeated, when ListUsers is left alone.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alias } from '../../../src/core/attempt.ts';
import type { Answer } from '../../support/fake-aws.ts';
import { type AskedDirectory, EMAIL, found, NOBODY, NOT_FOUND, startDirectory, user } from './ask-directory.ts';

const THROTTLED: Answer = { error: 'TooManyRequestsException' };
const BROKEN: Answer = { error: 'InternalErrorException', status: 500 };

let directory: AskedDirectory;

beforeEach(async () => {
  directory = await startDirectory();
  directory.script(NOBODY, NOT_FOUND);
});

afterEach(() => directory.close());

/** An address of so many characters. */
function long(length: number): Alias {
  const raw = '@example.com'.padStart(length, 'a');
  return { attribute: 'email', raw, folded: raw };
}

describe('an address', () => {
  it('of 128 characters can be asked for as a user name', async () => {
    const { fact, calls } = await directory.ask(long(128));

    expect(fact.kind).toBe('free');
    expect(calls).toMatchObject({ listUsers: 1, adminGetUser: 1 });
  });

  it('that is longer is not asked for as one, and no failure', async () => {
    const { fact, calls } = await directory.ask(long(129));

    expect(fact).toEqual({ kind: 'unknown', failures: [] });
    expect(calls).toMatchObject({ listUsers: 1, adminGetUser: 0 });
  });

  it('of 246 characters can be filtered by', async () => {
    const { fact } = await directory.ask(long(246), { kinds: { list: true, alias: false } });

    expect(fact.kind).toBe('free');
  });

  it('that is longer still is asked for in no way, and no failure', async () => {
    const { fact, calls } = await directory.ask(long(247));

    expect(fact).toEqual({ kind: 'unknown', failures: [] });
    expect(calls).toMatchObject({ listUsers: 0, adminGetUser: 0 });
  });
});

describe('ListUsers', () => {
  /** Asks once while the pool answers so, and says whether ListUsers was called. */
  async function asks(list: Answer, get = NOT_FOUND): Promise<boolean> {
    directory.script(list, get);
    return (await directory.ask()).calls.listUsers > 0;
  }

  it('is left alone after two throttled answers, for five seconds', async () => {
    await asks(THROTTLED);
    await asks(THROTTLED);
    directory.script(NOBODY, NOT_FOUND);
    const skipped = await directory.ask();
    directory.clock.move(5_000);

    expect(skipped.fact).toEqual({ kind: 'unknown', failures: [{ call: 'listUsers', cause: 'skipped' }] });
    expect(skipped.calls).toMatchObject({ listUsers: 0, adminGetUser: 1 });
    expect((await directory.ask()).fact.kind).toBe('free');
  });

  it('is asked again when an answer came between two throttled ones', async () => {
    await asks(THROTTLED);
    await asks(NOBODY);
    await asks(THROTTLED);

    expect(await asks(NOBODY)).toBe(true);
  });

  it.each([
    ['denied', { error: 'AccessDeniedException' }],
    ['broken', BROKEN],
    ['unreadable', { json: {} }],
  ] satisfies readonly (readonly [
    string,
    Answer,
  ])[])('is asked again after answers that were %s', async (_, answer) => {
    await asks(answer);
    await asks(answer);

    expect(await asks(NOBODY)).toBe(true);
  });

  it('is asked again when only AdminGetUser was throttled', async () => {
    await asks(NOBODY, THROTTLED);
    await asks(NOBODY, THROTTLED);

    expect(await asks(NOBODY)).toBe(true);
  });
});

const OWNED = found(user('bob@example.com', 'true'));

describe.each([
  ['ListUsers', { list: true, alias: false }, NOBODY],
  ['AdminGetUser', { list: false, alias: true }, OWNED],
] as const)('a failed call of %s', (operation, kinds, answer) => {
  async function retriesWith(...answers: readonly Answer[]): Promise<number> {
    let nth = 0;
    const next = (): Answer => answers[nth++] ?? BROKEN;
    directory.script(next, next);
    return (await directory.ask(EMAIL, { kinds })).calls.retries;
  }

  it('is repeated once, and counted when the repeat is answered', async () => {
    expect(await retriesWith(BROKEN, answer)).toBe(1);
    expect(directory.asked(operation)).toHaveLength(2);
  });

  it('is repeated once, and counted when that was in vain', async () => {
    expect(await retriesWith(BROKEN, BROKEN)).toBe(1);
    expect(directory.asked(operation)).toHaveLength(2);
  });

  it('is not repeated when it was throttled', async () => {
    expect(await retriesWith(THROTTLED)).toBe(0);
    expect(directory.asked(operation)).toHaveLength(1);
  });
});
