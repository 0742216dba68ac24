/**
 * Notices when files change, by looking: editors save in ways that file events miss, and the files may not exist yet.
 */
import { statSync } from 'node:fs';

/** Stops watching. */
type StopWatching = () => void;

const INTERVAL_MS = 150;

/** Calls `onChange` after a change of any of the files; asks again which they are each time. Never keeps a process alive. */
export function watchFiles(files: () => readonly string[], onChange: () => void): StopWatching {
  let told = signature(files());
  let before = told;
  const timer = setInterval(() => {
    const now = signature(files());
    // an editor may be half-way through: a change counts once it holds still
    const still = now === before;
    before = now;
    if (!still || now === told) return;
    told = now;
    onChange();
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function signature(files: readonly string[]): string {
  return files.map((file) => `${file} ${stateOf(file)}`).join('\n');
}

function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 'absent' : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}
