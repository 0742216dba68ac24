import { expect, test } from 'vitest';
import { fuzzParser } from '../policy/file/fuzzing.ts';

/** One run of the property takes well under a millisecond, so the time is what ends it. */
const MINUTE = 60_000;

test('a minute of bytes and YAML-shaped text only gives issues', () => {
  const seen = fuzzParser({ numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: MINUTE });

  console.log(`${seen.valid} valid inputs, ${seen.invalid} invalid ones`);
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(20);
});
