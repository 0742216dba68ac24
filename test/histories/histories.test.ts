/**
 * Law 2 over random histories: no alias moves through the trigger, whatever else happens to the pool. Prints what the
 * histories met.
 */
import { describe, expect, it } from 'vitest';
import { runHistories } from './run.ts';

const HISTORIES = 10_000;

describe('random histories', () => {
  it('move no alias through the guarded trigger', { timeout: 120_000 }, async () => {
    const seen = await runHistories('guarded', HISTORIES);
    process.stdout.write(`guarded: ${seen}\n`);

    expect(seen.count('alias-moved by sign-up')).toBe(0);
    expect(seen.count('free but not granted')).toBe(0);
    for (const name of [
      'alias-gained by sign-up',
      'withheld: held',
      'withheld: claimed',
      'decided deny: busy',
      'two at once',
    ]) {
      expect(seen.count(name), name).toBeGreaterThan(500);
    }
    for (const door of ['confirm-sign-up', 'admin-create', 'admin-update', 'federated-sign-in', 'verify-attribute']) {
      expect(seen.count(`alias-moved by ${door}`) + seen.count(`alias-gained by ${door}`), door).toBeGreaterThan(100);
    }
  });

  it("do move aliases through the article's trigger", { timeout: 120_000 }, async () => {
    const seen = await runHistories('article', HISTORIES / 10);
    process.stdout.write(`article: ${seen}\n`);

    expect(seen.count('alias-moved by sign-up')).toBeGreaterThan(100);
  });
});
