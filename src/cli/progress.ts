/**
 * One line that says how far long work has come, rewritten in place. Only on a terminal; a file or pipe gets nothing.
 */
const EVERY_MS = 200;
const BAR = 24;

/** Takes the count so far; `total` may be unknown, `note` says more. */
export type Progress = {
  readonly at: (count: number, total: number | null, note?: string) => void;
  readonly end: () => void;
};

/** Starts a progress line for things of that name. */
export function startProgress(unit: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  const started = performance.now();
  let drawn = 0;
  return {
    at: (count, total, note = '') => {
      const now = performance.now();
      if (!stream.isTTY || now - drawn < EVERY_MS) return;
      drawn = now;
      const rate = Math.round(count / ((now - started) / 1000)).toLocaleString('en');
      const counted = `${count.toLocaleString('en')} ${unit}, ${rate}/s`;
      stream.write(`\r\u001B[K${barOf(count, total)}${counted}${note === '' ? '' : `, ${note}`}`);
    },
    end: () => {
      if (stream.isTTY && drawn > 0) stream.write('\r\u001B[K');
    },
  };
}

function barOf(count: number, total: number | null): string {
  if (total === null || total <= 0) return '';
  const filled = Math.min(BAR, Math.round((count / total) * BAR));
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] `;
}
