/**
 * An operator at work: commands in this process against an account that answers over HTTP, with a state folder of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type JsonServer, type Operation, startJsonServer } from '../../aws/json-server.ts';
import { runHere } from '../in-process.ts';
import type { Ran } from '../run.ts';

/** One machine with its account. */
export type Operator = {
  readonly run: (...words: readonly string[]) => Promise<Ran>;
  readonly server: JsonServer;
  /** Where copies are kept. */
  readonly state: string;
  readonly leave: () => Promise<void>;
};

/** Starts an account with these answers, and somebody who works on it. */
export async function startOperator(operations: Readonly<Record<string, Operation>>): Promise<Operator> {
  const state = await mkdtemp(join(tmpdir(), 'operator-'));
  const server = await startJsonServer(operations);
  const env = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    XDG_STATE_HOME: state,
  };
  return {
    run: async (...words) => {
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      return runHere(words);
    },
    server,
    state,
    leave: async () => {
      vi.unstubAllEnvs();
      await server.close();
      await rm(state, { recursive: true });
    },
  };
}
