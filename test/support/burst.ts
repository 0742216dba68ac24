/**
 * Many attempts side by side through the built bundle, spread over processes as sandboxes are.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoggedDecision } from '../../src/record/logged.ts';
import { decisionsIn } from '../../src/record/read.ts';

const HOST = join(import.meta.dirname, 'burst-process.mjs');

/** What became of one attempt: the sentence it was refused with, and how long it took in milliseconds. */
export type BurstAnswer = { readonly refused: string | null; readonly ms: number };

/** A burst: every answer, and every record. */
export type Burst = { readonly answers: readonly BurstAnswer[]; readonly records: readonly LoggedDecision[] };

type Told = { readonly answers: readonly BurstAnswer[]; readonly lines: readonly string[] };

/** Answers all events, a hundred at once with four processes. */
export async function burst(
  bundle: string,
  env: Readonly<Record<string, string>>,
  events: readonly unknown[],
  processes: number,
): Promise<Burst> {
  const shares = Array.from({ length: processes }, (_, index) => events.filter((__, at) => at % processes === index));
  const children = await Promise.all(shares.map(() => start(bundle, env)));
  const told = await Promise.all(children.map((child, index) => answersOf(child, shares[index] ?? [])));
  return {
    answers: told.flatMap(({ answers }) => answers),
    records: told.flatMap(({ lines }) => lines.flatMap((line) => decisionsIn(line))),
  };
}

async function start(bundle: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = fork(HOST, [bundle], { env: { ...env }, execArgv: [] });
  await once(child, 'message');
  return child;
}

async function answersOf(child: ChildProcess, events: readonly unknown[]): Promise<Told> {
  const answered = once(child, 'message');
  child.send(events);
  const [told] = await answered;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
  return told;
}
