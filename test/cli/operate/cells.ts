/**
 * Law 11 for what an operator runs by hand: every command that writes, once, twice, cut off after each request, out of
 * order, with somebody else at work before each request, with the function or the pool gone, and with each right missing.
 */
import Table from 'cli-table3';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { MASS, sampled } from '../../support/mass.ts';
import type { Ran } from '../run.ts';
import { type Account, startAccount } from './account.ts';
import type { Event, Row } from './rows.ts';
import { expectSound, expectTrue, type Moment, momentOf } from './soundness.ts';

const COLUMNS = ['once', 'twice', 'cut off', 'out of order', 'meanwhile', 'gone', 'rights missing'] as const;

type Column = (typeof COLUMNS)[number];

const accounts: Account[] = [];

async function begin(event: Event): Promise<Account> {
  const account = await startAccount();
  accounts.push(account);
  await event(account);
  return account;
}

async function end(account: Account): Promise<void> {
  accounts.splice(accounts.indexOf(account), 1);
  await account.close();
}

/** Runs the row's command from a beginning, and checks account and words. */
async function scene(row: Row, beginning: Event, where: string): Promise<void> {
  const account = await begin(beginning);
  const start = momentOf(account);
  const words = row.words(account);
  const ran = await account.run(words);
  const now = momentOf(account);
  expectSound(start, now, where);
  expectTrue(words, start, now, ran, where);
  await end(account);
}

async function reference(row: Row): Promise<{ readonly requests: readonly string[]; readonly end: Moment }> {
  const account = await begin(row.start);
  const { ran, requests } = await account.runWatched(row.words(account), () => {});
  expect(ran.exitCode, ran.complaint).toBe(0);
  const moment = momentOf(account);
  await end(account);
  return { requests, end: moment };
}

const CELLS: Readonly<Record<Column, (row: Row) => Promise<number>>> = {
  once: async (row) => {
    await scene(row, row.start, 'once');
    return 1;
  },

  twice: async (row) => {
    const account = await begin(row.start);
    const words = row.words(account);
    const first = await account.run(words);
    const start = momentOf(account);
    for (const _ of [2, 3]) {
      const ran = await account.run(words);
      expectSound(start, momentOf(account), 'twice');
      expect(momentOf(account), ran.complaint).toEqual(start);
      expectTrue(words, start, momentOf(account), ran, 'twice');
    }
    expect(first.exitCode).toBe(0);
    return 2;
  },

  'cut off': async (row) => {
    const whole = await reference(row);
    const tried = sampled([...whole.requests.keys()], 8);
    for (const index of tried) await cutOff(row, index, whole.end);
    return tried.length;
  },

  'out of order': async (row) => {
    for (const [name, event] of Object.entries(row.disorder)) await scene(row, event, name);
    return Object.keys(row.disorder).length;
  },

  meanwhile: async (row) => {
    const { requests } = await reference(row);
    const others = Object.entries(row.others);
    const moments = others.flatMap(([name, event]) =>
      requests.map((request, index) => ({ event, at: index + 1, where: `${name} before ${request}` })),
    );
    const tried = sampled(moments, 60);
    for (const { event, at, where } of tried) await meanwhile(row, event, at, where);
    return tried.length;
  },

  gone: async (row) => {
    const losses = Object.entries(row.losses);
    for (const [name, event] of losses) await scene(row, both(row.start, event), name);
    return losses.length;
  },

  'rights missing': async (row) => {
    const tried = sampled(row.rights, 4);
    for (const right of tried) {
      await scene(
        row,
        both(row.start, ({ world }) => void world.forbidden.add(right)),
        `without ${right}`,
      );
    }
    return tried.length;
  },
};

function both(first: Event, second: Event): Event {
  return async (account) => {
    await first(account);
    await second(account);
  };
}

/** A command that is gone after so many requests leaves a sound account, and ends well when it is run again. */
async function cutOff(row: Row, requests: number, whole: Moment): Promise<void> {
  const where = `cut off after ${requests} requests`;
  const account = await begin(row.start);
  const start = momentOf(account);
  const words = row.words(account);
  const ran = await account.runCut(words, requests, async () => expectSound(start, momentOf(account), where));
  expectSound(start, momentOf(account), where);
  // What failed at the end may have been a tidying that nobody needs to hear of
  if (ran?.exitCode === 0) expect(momentOf(account), `${where}: ${ran.output}${ran.complaint}`).toEqual(whole);
  const again = await account.run(words);
  // A promotion that was cut off at its very end has nothing left to promote
  if (again.exitCode !== 0) expect(again.complaint, where).toContain('there is no candidate');
  expect(momentOf(account), `${where}, and run again: ${again.output}${again.complaint}`).toEqual(whole);
  await end(account);
}

/** Somebody else acts once, as a whole, before a request. */
async function meanwhile(row: Row, event: Event, at: number, where: string): Promise<void> {
  const account = await begin(row.start);
  const start = momentOf(account);
  const words = row.words(account);
  const { ran, requests } = await account.runWatched(words, (request) => {
    if (request === at) void event(account);
  });
  const now = momentOf(account);
  expectSound(start, now, where);
  expectHonest(words, start, now, ran, requests.slice(at - 1), where);
  await end(account);
}

/** With somebody else at work, a success is told only if the last word was ours, or theirs came after it. */
function expectHonest(
  words: readonly string[],
  start: Moment,
  now: Moment,
  ran: Ran,
  after: readonly string[],
  where: string,
): void {
  if (ran.exitCode !== 0) expect(ran.complaint, where).not.toBe('');
  const wrote = after.some((request) => ['UpdateUserPool', 'PutParameter'].includes(request));
  if (ran.exitCode !== 0 || !wrote) return;
  const report = JSON.parse(ran.output);
  if (words[0] === 'attach') expect([now.trigger, now.granted], where).toEqual([report.function, true]);
  if (words[0] === 'detach') expect(now.trigger, where).toBe(report.function);
  if (words[0] !== 'attach' && words[0] !== 'detach') {
    const at = words.includes('--candidate') ? now.candidate : now.live;
    expect(at, `${where}, from ${start.live}`).toBe(report.digest);
  }
}

/** Tries every cell of some rows, and prints the table. */
export function tryRows(rows: readonly Row[]): void {
  const scenes = new Map<string, Map<Column, number>>();

  afterEach(async () => {
    for (const account of accounts.splice(0)) await account.close();
  });

  afterAll(() => {
    const table = new Table({ head: ['scenes that held', ...COLUMNS], style: { head: [], border: [] } });
    for (const [name, cells] of scenes) table.push([name, ...COLUMNS.map((column) => cells.get(column) ?? '–')]);
    console.log(table.toString());
  });

  describe.each(rows)('$name', (row) => {
    it.each(COLUMNS)('leaves nothing worse than it found it: %s', { timeout: 60_000 * MASS }, async (column) => {
      const held = await CELLS[column](row);

      expect(held).toBeGreaterThan(0);
      scenes.set(row.name, (scenes.get(row.name) ?? new Map<Column, number>()).set(column, held));
    });
  });
}
