/**
 * Runs the trigger as it is shipped: the built bundle in Node processes of its own, one attempt at a time in each, as
 * Lambda does. A process that does not answer within Cognito's five seconds is ended (F4.1).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TriggerAnswer } from '../sim/trigger.ts';
import { readAnswer, type TriggerRunner } from './trigger-runner.ts';

/** What a runner needs: the bundle, its environment, and who reads its log. */
export type ProcessRunnerOptions = {
  readonly bundle: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly processes?: number;
  readonly limitMs?: number;
};

/** Cognito's limit (F4.1). */
const LIMIT_MS = 5000;

/** Marks the answer among the lines on standard output; the log's own lines are JSON and never start so. */
const ANSWER_MARK = '\u0001';

const HOST = fileURLToPath(new URL('./trigger-process.mjs', import.meta.url));

type Worker = { readonly child: ChildProcess; settle: ((answer: TriggerAnswer) => void) | null };

/** Creates a runner; processes start when first needed and are kept. */
export function createProcessRunner(options: ProcessRunnerOptions): TriggerRunner {
  const { processes = 4, limitMs = LIMIT_MS } = options;
  const all = new Set<Worker>();
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];

  const start = (): Worker => {
    const worker = startWorker(options, () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      const next = waiting.shift();
      if (next !== undefined) next(start());
    });
    all.add(worker);
    return worker;
  };
  const take = async (): Promise<Worker> => {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (all.size < processes) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (worker: Worker): void => {
    // an ended process is replaced when it is gone
    if (!all.has(worker) || worker.child.killed) return;
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  };

  return {
    name: 'the shipped trigger',
    run: async (event) => {
      const worker = await take();
      const answer = await attempt(worker, event, limitMs);
      giveBack(worker);
      return answer;
    },
    close: async () => {
      waiting.length = 0;
      await Promise.all([...all].map(end));
    },
  };
}

function startWorker({ bundle, env, onLine }: ProcessRunnerOptions, onExit: () => void): Worker {
  const child = fork(HOST, [bundle], { env: { ...env }, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const worker: Worker = { child, settle: null };
  const finish = (answer: TriggerAnswer): void => worker.settle?.(answer);
  const read = (line: string): void => {
    if (line.startsWith(ANSWER_MARK)) finish(parseAnswer(line.slice(ANSWER_MARK.length)));
    else if (line.trim() !== '') onLine(line);
  };
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', read);
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', onLine);
  child.on('error', () => finish({ kind: 'failed', message: 'Unhandled' }));
  child.once('exit', () => {
    onExit();
    finish({ kind: 'failed', message: 'Unhandled' });
  });
  return worker;
}

async function attempt(worker: Worker, event: unknown, limitMs: number): Promise<TriggerAnswer> {
  const { promise, resolve } = Promise.withResolvers<TriggerAnswer>();
  worker.settle = resolve;
  const timer = setTimeout(() => {
    resolve({ kind: 'failed', message: 'Socket timeout while invoking Lambda function' });
    worker.child.kill('SIGKILL');
  }, limitMs);
  worker.child.send({ event, limitMs }, (error) => {
    if (error !== null) resolve({ kind: 'failed', message: 'Unhandled' });
  });
  const answer = await promise;
  clearTimeout(timer);
  worker.settle = null;
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
