/**
 * Files that hold people's addresses: readable by their owner alone, whatever stood there before. Never follows a link that
 * somebody else may have laid, and never writes into a file that others have open.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, constants, fchmodSync, fstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../core/result.ts';
import { fileTrouble } from './file-trouble.ts';

/** Group and others. */
const FOREIGN = 0o077;

/** A file that is being written and is not there yet. One of `keep` and `drop` ends it. */
export type PrivateDraft = {
  readonly descriptor: number;
  /** It takes its place, whole. */
  readonly keep: () => void;
  /** Nothing of it stays. */
  readonly drop: () => void;
};

/**
 * Begins a file in a new one beside it. A pipe or a device cannot be replaced and is written to as it is. Throws what the
 * file system throws.
 */
export function draftPrivately(file: string): PrivateDraft {
  if (isStream(file)) {
    const descriptor = openSync(file, constants.O_WRONLY);
    return { descriptor, keep: () => closeSync(descriptor), drop: () => closeSync(descriptor) };
  }
  const beside = `${file}.${randomBytes(6).toString('hex')}.part`;
  const descriptor = openSync(beside, 'wx', 0o600);
  return {
    descriptor,
    keep: () => {
      closeSync(descriptor);
      try {
        renameSync(beside, file);
      } catch (error) {
        rmSync(beside, { force: true });
        throw error;
      }
    },
    drop: () => {
      closeSync(descriptor);
      rmSync(beside, { force: true });
    },
  };
}

/** Writes a file whole, or leaves what stood there. */
export function writePrivately(file: string, write: (descriptor: number) => void): void {
  const draft = draftPrivately(file);
  try {
    write(draft.descriptor);
  } catch (error) {
    draft.drop();
    throw error;
  }
  draft.keep();
}

/** Makes a file that is to be worked on in place one's own: a new one, or one's own old one with its modes put right. */
export function takePrivately(file: string): Result<null, string> {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return ok(null);
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? takeOld(file) : fail(`\`${file}\` cannot be made: ${codeOf(error)}`);
  }
}

function takeOld(file: string): Result<null, string> {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    return fail(
      code === 'ELOOP'
        ? `\`${file}\` is a link: name the file itself`
        : `\`${file}\` cannot be opened: ${fileTrouble(error)}`,
    );
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return fail(`\`${file}\` is no file`);
    if (process.getuid !== undefined && stat.uid !== process.getuid()) {
      return fail(`\`${file}\` belongs to somebody else, who could read what it will hold: name another`);
    }
    if ((stat.mode & FOREIGN) !== 0) fchmodSync(descriptor, stat.mode & ~FOREIGN);
    return ok(null);
  } finally {
    closeSync(descriptor);
  }
}

/** What the system keeps open for us, such as `/dev/stdout`, is never replaced; any other link is. */
function isStream(file: string): boolean {
  if (/^\/(?:dev|proc)\//u.test(file)) return true;
  return statSync(file, { throwIfNoEntry: false })?.isFIFO() ?? false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
