/**
 * A million operations in random histories: `npm run test:long`.
 */
import { expect, it } from 'vitest';
import { runHistories } from '../histories/run.ts';

it('a million operations move no alias through the trigger', { timeout: 3_600_000 }, async () => {
  const seen = await runHistories('guarded', 130_000);
  process.stdout.write(`guarded: ${seen}\n`);

  expect(seen.count('operations')).toBeGreaterThan(1_000_000);
  expect(seen.count('alias-moved by sign-up')).toBe(0);
  expect(seen.count('free but not granted')).toBe(0);
  expect(seen.count('refused: name not taken')).toBe(0);
});
