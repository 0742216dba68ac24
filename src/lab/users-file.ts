/**
 * The file that keeps a lab's users. Written whole and moved into place, so that a crash never leaves half of it, and
 * readable by its owner alone: passwords and codes of the lab are in it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fail, ok, type Result } from '../core/result.ts';
import { unreadableFile } from '../files/file-trouble.ts';
import { takePrivately, writePrivately } from '../files/private-file.ts';
import type { PoolKind } from './cognito/pool-kinds.ts';
import { readSaved, type SavedPool, savedText } from './saved-pool.ts';
import type { LabState } from './state.ts';

/** How long changes gather before they are written. */
const GATHER_MS = 200;

/** Saves a lab's pool. */
export interface UsersFile {
  /** Saves soon. */
  changed(state: LabState): void;
  /** Saves now what is not saved yet. */
  flush(): void;
}

/** What the file holds of a pool of that kind; null when there is none yet. */
export function loadUsers(file: string, pool: PoolKind): Result<SavedPool | null, string> {
  try {
    const read = readSaved(readFileSync(file, 'utf8'));
    if (!read.ok) return fail(`\`${file}\` cannot be used: ${read.error}; move it away to start with an empty pool`);
    if (read.value.pool !== pool) {
      return fail(`\`${file}\` holds users of another pool: give \`--pool ${read.value.pool}\`, or another file`);
    }
    const taken = takePrivately(file);
    return taken.ok ? read : taken;
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isNew ? ok(null) : fail(unreadableFile(file, error));
  }
}

/** Creates the saver; a failure to write is told once and again after the next change. */
export function createUsersFile(file: string, onFailure: (sentence: string) => void): UsersFile {
  let pending: LabState | null = null;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const state = pending;
    pending = null;
    if (state === null) return;
    try {
      const text = savedText(state);
      writePrivately(file, (target) => writeFileSync(target, text));
    } catch (error) {
      onFailure(`\`${file}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return {
    changed: (state) => {
      pending = state;
      timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
  };
}
