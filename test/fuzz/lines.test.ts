import { expect, test } from 'vitest';
import { signupGuardHere } from '../cli/in-process.ts';
import { fuzzLines } from '../cli/line-fuzzing.ts';

const MINUTE = 60_000;

test('a minute of random and mutated lines ends no run, and hides no whole line', async () => {
  const limits = { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: MINUTE, linesEach: 200 };

  const seen = await fuzzLines((words, input) => signupGuardHere(words, { input }), limits);

  console.log(`${seen.lines} lines in ${seen.whole} runs`);
  expect(seen.lines).toBeGreaterThan(1_000);
});
