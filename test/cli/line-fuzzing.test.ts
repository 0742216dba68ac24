import { expect, it } from 'vitest';
import { signupGuardHere } from './in-process.ts';
import { fuzzLines } from './line-fuzzing.ts';

it('no line ends a run, and none hides a whole one', async () => {
  const seen = await fuzzLines((words, input) => signupGuardHere(words, { input }), { numRuns: 60, linesEach: 8 });

  expect(seen.lines).toBeGreaterThan(200);
});
