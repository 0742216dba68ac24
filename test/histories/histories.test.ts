/**
 * Law 2 over random histories: no alias moves through the trigger, whatever else happens to the pool. Prints what the
 * histories met. Ten times as many run by `npm run test:long`.
 */
import { describe, expect, it } from 'vitest';
import { MASS } from '../support/mass.ts';
import { runHistories } from './run.ts';

const HISTORIES = 3_000 * MASS;

describe('random histories', () => {
  it('move no alias through the guarded trigger', { timeout: 120_000 * MASS }, async () => {
    const seen = await runHistories('guarded', HISTORIES);
    process.stdout.write(`guarded: ${seen}\n`);

    expect(seen.count('alias-moved by sign-up')).toBe(0);
    expect(seen.count('free but not granted')).toBe(0);
    expect(seen.count('refused: name not taken')).toBe(0);
    for (const name of [
      'alias-gained by sign-up',
      'withheld: held',
      'withheld: claimed',
      'decided deny: busy',
      'two at once',
      'refused: name taken',
    ]) {
      expect(seen.count(name), name).toBeGreaterThan(HISTORIES / 20);
    }
    for (const door of ['confirm-sign-up', 'admin-create', 'admin-update', 'federated-sign-in', 'verify-attribute']) {
      expect(seen.count(`alias-moved by ${door}`) + seen.count(`alias-gained by ${door}`), door).toBeGreaterThan(
        HISTORIES / 100,
      );
    }
  });

  it('make no duplicate where they are refused, and keep no owner out', { timeout: 120_000 * MASS }, async () => {
    const seen = await runHistories('strict', HISTORIES / 2);
    process.stdout.write(`strict: ${seen}\n`);

    expect(seen.count('alias-moved by sign-up')).toBe(0);
    expect(seen.count('let in: owned')).toBe(0);
    expect(seen.count('refused: not owned')).toBe(0);
    for (const name of ['refused: owned', 'let in: not owned', 'decided code: otherwise', 'withheld: held']) {
      expect(seen.count(name), name).toBeGreaterThan(HISTORIES / 50);
    }
  });

  it("do move aliases through the article's trigger", { timeout: 120_000 * MASS }, async () => {
    const seen = await runHistories('article', HISTORIES / 10);
    process.stdout.write(`article: ${seen}\n`);

    expect(seen.count('alias-moved by sign-up')).toBeGreaterThan(HISTORIES / 100);
  });
});
