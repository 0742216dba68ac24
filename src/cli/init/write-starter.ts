/** The files of a folder that `init` makes, read and written. A file that is there is never opened for writing unless it is renewed. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { fileTrouble } from '../../files/file-trouble.ts';
import type { StarterStep } from './plan-starter.ts';

/** A file's text below a folder, or null where there is none; what is there and no text, as a folder, is an empty one. */
export function readerBelow(folder: string): (path: string) => string | null {
  return (path) => {
    const file = join(folder, path);
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return null;
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
}

/** Takes the steps; the error is a sentence, and what was written before stays, to be left by the next try. */
export function writeStarter(folder: string, steps: readonly StarterStep[]): Result<null, string> {
  for (const { path, text, then } of steps) {
    if (then === 'leave') continue;
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: then === 'write' ? 'wx' : 'w' });
    } catch (error) {
      return fail(`\`${file}\` cannot be written: ${fileTrouble(error)}`);
    }
  }
  return ok(null);
}
