/**
 * `status`: the live, candidate and file digests of each environment. Exit 2 when one differs from what is live, 3 when a
 * file is invalid.
 */
import { basename } from 'node:path';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { ParameterStore } from '../../../aws/operator/policy/parameter-store.ts';
import { readPublication } from '../../../aws/operator/policy/published.ts';
import { sentenceOf } from '../../../aws/operator/sentence.ts';
import { readPolicyFile } from '../../../files/policy-files.ts';
import { digestOf } from '../../../policy/manifest.ts';
import { isEnvironment, parameterNames } from '../../../policy/names.ts';
import { policyFilesIn } from '../../check-files.ts';
import { type CommandResult, EXIT, example, type Finish, failed, told } from '../../command.ts';
import { notEnvironment, openParameterStore } from '../../policy-reference.ts';
import { shortDigest } from '../../publish/offer.ts';

type Options = { readonly json?: boolean };

/** A digest, `invalid` where a policy is none, or null where there is nothing. */
type Digest = string | null;

type Row = {
  readonly environment: string;
  readonly live: Digest;
  readonly candidate: Digest;
  readonly file: Digest;
  /** Which of candidate and file are not what is live. */
  readonly differs: readonly string[];
  /** Why nothing can be said of what is live: each environment may be in an account of its own. */
  readonly trouble?: string;
};

type Report = { readonly environments: readonly Row[] };

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[environments...]', 'environments (default: every policy in `policies`)')
    .option('--json', 'print JSON')
    .addHelpText('after', example('signup-guard status'))
    .action((environments: readonly string[], options: Options) => finish(run(environments, options)));
}

async function run(named: readonly string[], { json }: Options): Promise<CommandResult> {
  const environments = named.length > 0 ? named : filedEnvironments();
  const odd = environments.find((name) => !isEnvironment(name));
  if (odd !== undefined) return failed(notEnvironment(odd));
  if (environments.length === 0) return failed('there are no policies in a folder `policies` here: name environments');
  const rows: Row[] = [];
  for (const environment of environments) rows.push(await rowOf(environment));
  const output = told({ environments: rows }, json, render);
  const troubles = rows.flatMap(({ environment: name, trouble }) => (trouble ? [`\`${name}\`: ${trouble}`] : []));
  if (troubles.length > 0) return { ...failed(troubles.join('\n')), output };
  if (rows.some(({ file }) => file === 'invalid')) return { exitCode: EXIT.invalidPolicy, output };
  return { exitCode: rows.some(({ differs }) => differs.length > 0) ? EXIT.different : EXIT.done, output };
}

function filedEnvironments(): readonly string[] {
  try {
    return policyFilesIn('policies').map((file) => basename(file, '.yaml'));
  } catch {
    return [];
  }
}

async function rowOf(environment: string): Promise<Row> {
  try {
    return await askedRow(await openParameterStore(environment), environment);
  } catch (error) {
    const file = digestIn(`policies/${environment}.yaml`);
    return { environment, live: null, candidate: null, file, differs: [], trouble: sentenceOf(error) };
  }
}

async function askedRow(store: ParameterStore, environment: string): Promise<Row> {
  const names = parameterNames(environment);
  const [live, candidate] = await Promise.all([names.policy, names.candidate].map((name) => digestAt(store, name)));
  const row = { live: live ?? null, candidate: candidate ?? null, file: digestIn(`policies/${environment}.yaml`) };
  const differs = [
    ...(row.candidate !== null && row.candidate !== row.live ? ['candidate'] : []),
    ...(row.file === row.live ? [] : ['file']),
  ];
  return { environment, ...row, differs };
}

async function digestAt(store: ParameterStore, parameter: string): Promise<Digest> {
  const published = await readPublication(store, parameter);
  return published === null ? null : (published.manifest?.digest ?? 'invalid');
}

function digestIn(file: string): Digest {
  const policy = readPolicyFile(file);
  if (policy.ok) return digestOf(policy.value.document);
  return policy.error.some(({ code, file: where }) => code === 'file-unreadable' && where === file) ? null : 'invalid';
}

function render({ environments: rows }: Report): string {
  const width = Math.max(11, ...rows.map(({ environment }) => environment.length));
  const head = `${'environment'.padEnd(width)}  live          candidate     file\n`;
  return `${head}${rows.map((row) => line(row, width)).join('')}`;
}

function line({ environment, live, candidate, file, differs, trouble }: Row, width: number): string {
  if (trouble !== undefined) return `${environment.padEnd(width)}  ${styleText('yellow', 'could not be asked')}\n`;
  const cell = (digest: Digest) => (digest === null ? '–' : shortDigest(digest)).padEnd(12);
  const said =
    differs.length === 0
      ? ''
      : styleText('yellow', `  ${differs.join(' and ')} differ${differs.length === 1 ? 's' : ''}`);
  return `${environment.padEnd(width)}  ${cell(live)}  ${cell(candidate)}  ${cell(file)}${said}\n`;
}
