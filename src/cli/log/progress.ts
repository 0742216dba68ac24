/**
 * One line of progress on a terminal, rewritten in place; silence anywhere else.
 */

/** Told how far a run has come. */
export type LogProgress = {
  readonly at: (records: number) => void;
  /** The time up to which a log has been read. */
  readonly through: (time: number | null) => void;
  readonly end: () => void;
};

/** How many records pass between two looks at the terminal. */
const STEP = 20_000;

type Terminal = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

/** Creates the progress line. */
export function createProgress(terminal: Terminal): LogProgress {
  let shown = 0;
  let records = 0;
  const show = (text: string) => {
    if (terminal.isTTY === true) terminal.write(`\r\u001b[2K${text}`);
  };
  return {
    at: (count) => {
      records = count;
      if (count - shown < STEP) return;
      shown = count;
      show(`${count.toLocaleString('en')} decisions read`);
    },
    through: (time) => {
      if (time === null) return;
      show(`${records.toLocaleString('en')} decisions read, up to ${new Date(time).toISOString()}`);
    },
    end: () => show(''),
  };
}
