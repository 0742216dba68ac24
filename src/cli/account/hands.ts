/** What the run works with on this machine: AWS by the environment's settings, a clock, and how Ctrl+C is heard. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { StackPatience } from '../../account/stack.ts';
import { createAccountCaller } from '../../aws/operator/account/account-caller.ts';

const POLL_MS = 5_000;

/** A local AWS is there at once. */
const LOCAL_POLL_MS = 250;

/** How stacks are waited for. */
export function patienceHere(): StackPatience {
  return {
    pause: (ms) => pause(ms).then(() => undefined),
    pollMs: process.env['AWS_ENDPOINT_URL'] ? LOCAL_POLL_MS : POLL_MS,
  };
}

/** A short word that no other run has. */
export function newRun(): string {
  return randomBytes(4).toString('hex');
}

/** Words that nothing else of a run has. */
export function words(run: string): () => string {
  let nth = 0;
  return () => {
    nth += 1;
    return `u${run}${nth}`;
  };
}

/** The account that the environment names. */
export function accountHere() {
  return createAccountCaller();
}

/** Hears the first Ctrl+C as "stop and remove everything"; the second ends the process as ever. */
export function listenForStop(told: (line: string) => void): {
  readonly stopped: () => boolean;
  readonly end: () => void;
} {
  let stopped = false;
  const hear = () => {
    if (stopped) process.kill(process.pid, 'SIGKILL');
    stopped = true;
    told('stopping: everything is removed first; Ctrl+C again leaves it for `signup-guard verify-account --clean`');
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    stopped: () => stopped,
    end: () => {
      for (const signal of SIGNALS) process.off(signal, hear);
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
