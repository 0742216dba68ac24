/**
 * Parameter Store for whoever writes: plain reads and writes over the SDK, errors as they come. What may be published is
 * `policy-store.ts`'s business; nothing else calls the writes of this file.
 */

import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  type Parameter,
  ParameterAlreadyExists,
  type ParameterHistory,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { type ClientAccount, OPERATOR_CLIENT } from '../client-config.ts';

/** One value of a parameter, with the version that Parameter Store counts. */
export type StoredValue = {
  readonly text: string;
  readonly version: number;
  readonly modified: Date;
  /** Who wrote it, by ARN, as far as the answer tells: only a history does. */
  readonly by: string | null;
  /** What whoever wrote it said of it. */
  readonly message: string | null;
};

/** A parameter below a folder. */
export type StoredPart = { readonly name: string; readonly text: string; readonly modified: Date };

/** Parameter Store as publishing needs it. */
export interface ParameterStore {
  read(name: string): Promise<StoredValue | null>;
  /** Every version that is kept, at most 100 (F7.1), oldest first. */
  history(name: string): Promise<readonly StoredValue[]>;
  below(folder: string): Promise<readonly StoredPart[]>;
  /** Overwrites, and returns the version that the write became. The message is kept with that version. */
  write(name: string, text: string, message?: string): Promise<number>;
  /** Writes only if there is none yet; false if there is. */
  create(name: string, text: string, type: 'String' | 'SecureString', message?: string): Promise<boolean>;
  remove(names: readonly string[]): Promise<void>;
}

/** A client for writers, which have minutes, not seconds: Parameter Store takes few writes a second. */
export function createPublishingClient(account: ClientAccount = {}): SSMClient {
  return new SSMClient({ ...OPERATOR_CLIENT, ...account });
}

/** Parameter Store over the SDK. Once `signal` aborts, no call gets out. */
export function createParameterStore(ssm: SSMClient, signal?: AbortSignal): ParameterStore {
  const client = signal === undefined ? ssm : bounded(ssm, signal);
  return {
    read: (name) => read(client, name),
    history: async (name) => (await allHistory(client, name)).map((entry) => storedValue(entry)),
    below: async (folder) =>
      (await allBelow(client, folder)).map((entry) => ({ name: entry.Name ?? '', ...storedValue(entry) })),
    write: async (name, text, message) => {
      const input = { Name: name, Value: text, Type: 'String', Overwrite: true, ...described(message) } as const;
      const answer = await client.send(new PutParameterCommand(input));
      return answer.Version ?? 0;
    },
    create: (name, text, type, message) =>
      create(client, { Name: name, Value: text, Type: type, ...described(message) }),
    remove: async ([name, ...others]) => {
      if (name === undefined) return;
      if (others.length === 0) return removeOne(client, name);
      const names = [name, ...others];
      for (let start = 0; start < names.length; start += 10)
        await client.send(new DeleteParametersCommand({ Names: names.slice(start, start + 10) }));
    },
  };
}

/** The calls of a client that end with a signal. */
type Client = Pick<SSMClient, 'send'>;

function bounded(client: SSMClient, abortSignal: AbortSignal): Client {
  const send = client.send.bind(client);
  return Object.assign(Object.create(client) as SSMClient, {
    send: (command: Parameters<typeof send>[0]) => send(command, { abortSignal }),
  });
}

/** One parameter is asked for by its name; many go in batches, for Parameter Store takes few writes a second. */
async function removeOne(client: Client, name: string): Promise<void> {
  try {
    await client.send(new DeleteParameterCommand({ Name: name }));
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
  }
}

async function read(client: Client, name: string): Promise<StoredValue | null> {
  try {
    const { Parameter: parameter } = await client.send(new GetParameterCommand({ Name: name }));
    return parameter === undefined ? null : storedValue(parameter);
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw error;
  }
}

/** The longest description that Parameter Store takes (F7.1). */
const MOST_DESCRIBED = 1024;

/** A message as Parameter Store keeps it: the description of that version. */
function described(message: string | undefined): { readonly Description?: string } {
  return message === undefined ? {} : { Description: message.slice(0, MOST_DESCRIBED) };
}

type Created = { readonly Name: string; readonly Value: string; readonly Type: 'String' | 'SecureString' };

async function create(client: Client, parameter: Created): Promise<boolean> {
  try {
    await client.send(new PutParameterCommand({ ...parameter, Overwrite: false }));
    return true;
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) return false;
    throw error;
  }
}

async function allHistory(client: Client, name: string): Promise<readonly ParameterHistory[]> {
  const entries: ParameterHistory[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new GetParameterHistoryCommand({ Name: name, MaxResults: 50, NextToken: token }));
    entries.push(...(page.Parameters ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return entries.toSorted((a, b) => (a.Version ?? 0) - (b.Version ?? 0));
}

async function allBelow(client: Client, folder: string): Promise<readonly Parameter[]> {
  const entries: Parameter[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(new GetParametersByPathCommand({ Path: folder, Recursive: true, NextToken: token }));
    entries.push(...(page.Parameters ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return entries;
}

function storedValue(entry: Parameter | ParameterHistory): StoredValue {
  return {
    text: entry.Value ?? '',
    version: entry.Version ?? 0,
    modified: entry.LastModifiedDate ?? new Date(0),
    by: 'LastModifiedUser' in entry ? (entry.LastModifiedUser ?? null) : null,
    message: 'Description' in entry ? entry.Description || null : null,
  };
}
