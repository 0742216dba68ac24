/**
 * A whole account for the operators' table: a pool, functions and Parameter Store behind one endpoint, with a gate that cuts
 * a command off after any request, or lets somebody else act before one.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { fieldsOf } from '../../../src/core/json.ts';
import { type JsonServer, type Operation, startJsonServer } from '../../aws/json-server.ts';
import { FakeParameterStore } from '../../aws/operator/policy/fake-parameter-store.ts';
import { mainHere } from '../in-process.ts';
import { operationsOf, type PoolWorld, poolWorld, shortName } from '../pool-world.ts';
import type { Ran } from '../run.ts';

const STORE_CALLS = [
  'GetParameter',
  'GetParameters',
  'GetParameterHistory',
  'GetParametersByPath',
  'PutParameter',
  'DeleteParameter',
  'DeleteParameters',
];

/** What stands between a command and the account. */
type Gate = {
  requests: string[];
  /** Requests after this one wait until the gate opens, and are then refused. */
  last: number;
  before: (request: number) => void;
  reached: PromiseWithResolvers<'cut'>;
  opened: PromiseWithResolvers<void>;
};

/** One account and one machine to work on it from. */
export type Account = {
  readonly world: PoolWorld;
  readonly store: FakeParameterStore;
  /** Where commands keep copies, and policy files lie. */
  readonly folder: string;
  readonly run: (words: readonly string[]) => Promise<Ran>;
  /** Runs a command with somebody acting before one of its requests, counted from 1; gives its requests too. */
  readonly runWatched: (words: readonly string[], before: (request: number) => void) => Promise<Watched>;
  /** Runs a command that is gone after so many requests: `check` looks at what it left, its files are as they were then. */
  readonly runCut: (words: readonly string[], requests: number, check: () => Promise<void>) => Promise<Ran | null>;
  readonly close: () => Promise<void>;
};

/** How a command ended, and what it asked. */
export type Watched = { readonly ran: Ran; readonly requests: readonly string[] };

/** Starts an account. */
export async function startAccount(): Promise<Account> {
  const world = poolWorld();
  const store = new FakeParameterStore();
  let gate = openGate();
  const operations = { ...operationsOf(world), ...storeOperations(store, world) };
  const server = await startJsonServer(gated(operations, () => gate));
  const folder = mkdtempSync(join(tmpdir(), 'account-'));
  const run = (words: readonly string[]) => inEnvironment(server, folder, words);
  return {
    world,
    store,
    folder,
    run: (words) => {
      gate = openGate();
      return run(words);
    },
    runWatched: async (words, before) => {
      gate = { ...openGate(), before };
      const { requests } = gate;
      return { ran: await run(words), requests };
    },
    runCut: async (words, last, check) => {
      gate = { ...openGate(), last };
      const running = run(words);
      const first = await Promise.race([running.then(() => 'ended' as const), gate.reached.promise]);
      await check();
      const files = mkdtempSync(join(tmpdir(), 'files-'));
      cpSync(folder, files, { recursive: true });
      gate.opened.resolve();
      const ran = await running;
      rmSync(folder, { recursive: true });
      cpSync(files, folder, { recursive: true });
      rmSync(files, { recursive: true });
      return first === 'cut' ? ran : null;
    },
    close: async () => {
      vi.unstubAllEnvs();
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A policy file in the account's folder. */
export function policyFile({ folder }: Account, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function openGate(): Gate {
  return {
    requests: [],
    last: Number.POSITIVE_INFINITY,
    before: () => {},
    reached: Promise.withResolvers(),
    opened: Promise.withResolvers(),
  };
}

function gated(
  operations: Readonly<Record<string, Operation>>,
  gateNow: () => Gate,
): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      async (input: Record<string, unknown>, path: string) => {
        const gate = gateNow();
        gate.requests.push(shortName(name));
        gate.before(gate.requests.length);
        if (gate.requests.length <= gate.last) return operation(input, path);
        gate.reached.resolve('cut');
        await gate.opened.promise;
        return { error: 'AccessDeniedException', status: 403 };
      },
    ]),
  );
}

function storeOperations(store: FakeParameterStore, { forbidden }: PoolWorld): Readonly<Record<string, Operation>> {
  const operation = (call: string): Operation => {
    return (input) => {
      if (forbidden.has(call)) return { error: 'AccessDeniedException', status: 403 };
      const { status, body } = store.answer(call, input);
      return status === 200 ? { body } : { error: String(fieldsOf(body)['__type']) };
    };
  };
  return Object.fromEntries(STORE_CALLS.map((call) => [call, operation(call)]));
}

function inEnvironment(server: JsonServer, folder: string, words: readonly string[]): Promise<Ran> {
  const env = {
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    XDG_STATE_HOME: folder,
    NO_COLOR: '1',
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return mainHere(words);
}
