/**
 * Runs the trigger as it is shipped: the built bundle in Node processes of its own, one attempt at a time in each, as
 * Lambda does. A process that does not answer within Cognito's five seconds is ended (F4.1).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { TriggerAnswer } from '../../sim/trigger.ts';
import { readAnswer, type TriggerRunner } from './trigger-runner.ts';

/** What a runner needs: the bundle, its environment, and who reads its log. */
export type ProcessRunnerOptions = {
  readonly bundle: string;
  readonly env: Readonly<Record<string, string>>;
  /** Takes a log line, and the event that was under way when it was written; null between attempts. */
  readonly onLine: (line: string, event: unknown) => void;
  readonly processes?: number;
  readonly limitMs?: number;
  /** How far the lab's clock is ahead of the machine's, which is the trigger's too. */
  readonly aheadMs?: () => number;
};

/** Cognito's limit (F4.1). */
const LIMIT_MS = 5000;

/** How many attempts run side by side unless told otherwise. */
const PROCESSES = 4;

/** Marks the answer among the lines on standard output; the log's own lines are JSON and never start so. */
const ANSWER_MARK = '\u0001';

const HOST = fileURLToPath(new URL('./trigger-process.mjs', import.meta.url));

type Worker = {
  readonly child: ChildProcess;
  /** Resolves once the bundle is loaded, or the process has ended. */
  readonly ready: Promise<void>;
  settle: ((answer: TriggerAnswer) => void) | null;
  event: unknown;
};

/** A runner whose processes can be started before they are needed. */
export interface ProcessRunner extends TriggerRunner {
  /** Starts one process and waits until its bundle is loaded. */
  start(): Promise<void>;
}

/** Creates a runner; processes start when first needed and are kept. */
export function createProcessRunner(options: ProcessRunnerOptions): ProcessRunner {
  const crew = createCrew(options);
  return {
    name: 'the shipped trigger',
    start: async () => {
      const worker = await crew.take();
      await worker.ready;
      crew.giveBack(worker);
    },
    run: async (event) => {
      const worker = await crew.take();
      const answer = await attempt(worker, event, options);
      crew.giveBack(worker);
      return answer;
    },
    close: () => crew.close(),
  };
}

/** Processes, each with one attempt at a time; whoever finds none free waits for the next. */
function createCrew(options: ProcessRunnerOptions) {
  const all = new Set<Worker>();
  const idle = new Set<Worker>();
  const waiting: ((worker: Worker) => void)[] = [];
  let closed = false;

  function start(): Worker {
    const worker = startWorker(options, () => {
      all.delete(worker);
      idle.delete(worker);
      const next = waiting.shift();
      if (next !== undefined && !closed) next(start());
    });
    all.add(worker);
    return worker;
  }

  return {
    take: async (): Promise<Worker> => {
      const [free] = idle;
      if (free !== undefined) idle.delete(free);
      if (free !== undefined || all.size < (options.processes ?? PROCESSES)) return free ?? start();
      return new Promise((resolve) => waiting.push(resolve));
    },
    giveBack: (worker: Worker): void => {
      // an ended process is replaced when it is gone
      if (!all.has(worker) || worker.child.killed) return;
      const next = waiting.shift();
      if (next === undefined) idle.add(worker);
      else next(worker);
    },
    close: async (): Promise<void> => {
      closed = true;
      await Promise.all([...all].map(end));
    },
  };
}

function startWorker({ bundle, env, onLine }: ProcessRunnerOptions, onExit: () => void): Worker {
  const child = fork(HOST, [bundle], { env: { ...env }, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const worker: Worker = { child, ready, settle: null, event: null };
  child.once('message', () => isReady());
  const finish = (answer: TriggerAnswer): void => worker.settle?.(answer);
  const read = (line: string): void => {
    if (line.startsWith(ANSWER_MARK)) finish(parseAnswer(line.slice(ANSWER_MARK.length)));
    else if (line.trim() !== '') onLine(line, worker.event);
  };
  readLines(child.stdout, read);
  readLines(child.stderr, (line) => onLine(line, worker.event));
  child.on('error', () => finish({ kind: 'failed', message: 'Unhandled' }));
  child.once('exit', () => {
    isReady();
    onExit();
    finish({ kind: 'failed', message: 'Unhandled' });
  });
  return worker;
}

/** A line ends with its line feed alone: `node:readline` ends one at U+2028 too, which a stranger may have typed. */
function readLines(stream: Readable | null, read: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) read(line);
  });
  stream?.on('end', () => {
    if (rest !== '') read(rest);
  });
}

async function attempt(
  worker: Worker,
  event: unknown,
  { limitMs = LIMIT_MS, aheadMs = () => 0 }: ProcessRunnerOptions,
): Promise<TriggerAnswer> {
  const { promise, resolve } = Promise.withResolvers<TriggerAnswer>();
  worker.settle = resolve;
  worker.event = event;
  await worker.ready;
  const timer = setTimeout(() => {
    resolve({ kind: 'failed', message: 'Socket timeout while invoking Lambda function' });
    worker.child.kill('SIGKILL');
  }, limitMs);
  worker.child.send({ event, limitMs, aheadMs: aheadMs() }, (error) => {
    if (error !== null) resolve({ kind: 'failed', message: 'Unhandled' });
  });
  const answer = await promise;
  clearTimeout(timer);
  worker.settle = null;
  worker.event = null;
  return answer;
}

type Said = { readonly returned?: unknown; readonly thrown?: string };

function parseAnswer(json: string): TriggerAnswer {
  const said: Said = JSON.parse(json);
  return said.thrown === undefined ? readAnswer(said.returned) : { kind: 'thrown', message: said.thrown };
}

async function end({ child }: Worker): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
