/**
 * Whether somebody still reads what we print. A pipe tells that its reader has gone only to who writes to it, so a command that
 * goes on after its output writes a blank now and then: lines, text and JSON mean the same with blanks behind them.
 */
import { Socket } from 'node:net';

/** Between two blanks: so long may a command outlive its reader. */
const EVERY_MS = 1_000;

/** What `main.ts` knows of whoever reads its output. */
export type Reader = {
  /** Resolves when the reader has gone. */
  readonly gone: Promise<void>;
  /** Says so: something written could not be delivered. */
  readonly went: () => void;
};

/** A reader who is there, as far as anybody knows. */
export function presentReader(): Reader {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { gone: promise, went: resolve };
}

/** Waits for the work, and finds out meanwhile when the reader goes. A terminal or a file has none who could. */
export async function whileRead(stream: NodeJS.WriteStream, work: Promise<void>): Promise<void> {
  const isPipe = stream instanceof Socket && !stream.isTTY;
  // behind what waits there already nothing is put: whoever reads later is to find one blank, not a day's
  const ask = () => stream.writableLength === 0 && stream.write(' ');
  const timer = isPipe ? setInterval(ask, EVERY_MS) : undefined;
  await work.finally(() => clearInterval(timer));
}
