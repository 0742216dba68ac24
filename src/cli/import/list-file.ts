/**
 * A list file that an import writes: whole or not at all, and over another only when that was agreed to.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { sorted } from '../../files/import/import-list.ts';

/** A list and where it goes. `standing` is what is there now. */
export type ListFile = {
  readonly path: string;
  readonly count: number;
  readonly text: string;
  readonly standing: string | null;
};

/** A list as it is about to be written. */
export function listFile(path: string, values: ReadonlySet<string>): ListFile {
  return {
    path,
    count: values.size,
    text: sorted(values)
      .map((value) => `${value}\n`)
      .join(''),
    standing: standingAt(path),
  };
}

function standingAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Writes beside the place first, so that a full disk leaves what was there. */
export function writeList({ path, text }: ListFile): Result<null, string> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    return ok(null);
  } catch (error) {
    return fail(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
