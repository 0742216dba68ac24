/**
 * Asks before something is changed. Without a terminal there is nobody to ask, so the answer is a refusal, never a guess.
 */
import { createInterface } from 'node:readline/promises';
import { fail, ok, type Result } from '../core/result.ts';
import { fitFor } from './terminal.ts';

/** Shows what is about to happen and waits for a yes. The error is the sentence to end with. */
export async function confirm(preview: string, question: string, yes: boolean): Promise<Result<null, string>> {
  if (yes) return ok(null);
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return fail(`${preview}nothing was changed: there is no terminal to ask on, so say \`--yes\``);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(fitFor(process.stderr, `${preview}${question} [y/N] `));
    return /^y(?:es)?$/iu.test(answer.trim()) ? ok(null) : fail('nothing was changed');
  } finally {
    terminal.close();
  }
}
