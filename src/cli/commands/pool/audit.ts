/**
 * `audit`: what is in a pool before a trigger verifies anything in it. Reads every user, from the pool or from an export,
 * into a file of its own, so that a pool of a million needs no memory.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { createPoolAdmin } from '../../../aws/operator/pool/pool-admin.ts';
import { createPoolClient } from '../../../aws/operator/pool/pool-client.ts';
import { sentenceOf } from '../../../aws/operator/sentence.ts';
import type { CompiledPolicy } from '../../../core/policy.ts';
import { isFileTrouble, unreadableFile } from '../../../files/file-trouble.ts';
import { writePrivately } from '../../../files/private-file.ts';
import { loadPolicy } from '../../../policy/load.ts';
import { type Collected, type Collecting, collectExport, collectPool } from '../../audit/collect.ts';
import { AUDIT_KINDS, countOf, rowsOf } from '../../audit/kinds.ts';
import { type AuditReport, CSV_HEADER, csvOf, jsonOf, renderReport } from '../../audit/render.ts';
import { type AuditStore, openStore } from '../../audit/store.ts';
import { type CommandResult, EXIT, example, type Finish, failed, finished, told } from '../../command.ts';
import { READ_EXPORTS } from '../../log/forms.ts';
import { type NamedPolicy, POLICY_WORDS, readReference, withoutPolicy } from '../../policy-reference.ts';
import { startProgress } from '../../progress.ts';

type Options = {
  readonly userPoolId?: string;
  readonly policy?: string;
  readonly rate: number;
  readonly state?: string;
  readonly limit: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly strict?: boolean;
};

/** Declares the command. */
export function define(command: Command, finish: Finish): void {
  command
    .argument('[file]', 'an export: what `aws cognito-idp list-users` printed, JSON or a table; `-` is standard input')
    .option('--user-pool-id <id>', 'read the pool itself')
    .option('--policy <policy>', `also find whom this policy would approve or not: ${POLICY_WORDS}`)
    .option('--rate <n>', 'ListUsers calls a second, of 30 for the whole account', atMost(25), 5)
    .option('--state <file>', 'keep what was read, and go on from it after an interruption; holds addresses in clear')
    .option('--limit <n>', 'users shown for each kind', atMost(100_000), 20)
    .option('--out <file>', 'write every user found to a file, as JSON lines or, with --csv, as CSV')
    .option('--strict', 'fail if any entry of an export is no user')
    .option('--json', 'print JSON')
    .option('--csv', 'print CSV')
    .addHelpText(
      'after',
      example(
        'signup-guard audit --user-pool-id us-east-1_example --policy policies/prod.yaml --state audit.db',
        'signup-guard audit users.csv --csv > found.csv',
      ),
    )
    .action((file: string | undefined, options: Options) => finish(run(file, options)));
}

function atMost(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isFinite(value) && value > 0 && value <= most) return value;
    throw new InvalidArgumentError(`give a number above 0, ${most} at most.`);
  };
}

async function run(file: string | undefined, options: Options): Promise<CommandResult> {
  if ((file === undefined) === (options.userPoolId === undefined)) return failed('give a file or `--user-pool-id`');
  if (options.policy === '-' && file === '-')
    return failed('only one of `--policy` and the export can be standard input');
  const named = options.policy === undefined ? null : await readReference(options.policy);
  if (named !== null && !named.ok) return withoutPolicy(named.error, options.json);
  const chosen = named === null ? null : await choiceOf(named.value);
  const folder = mkdtempSync(join(tmpdir(), 'signup-guard-audit-'));
  const store = openStore(options.state ?? join(folder, 'audit.db'));
  try {
    return await audit(store, file, options, chosen);
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

/** The policy that an audit judges by, with its digest. */
type ChosenPolicy = { readonly policy: CompiledPolicy; readonly digest: string };

async function choiceOf({ document, digest }: NamedPolicy): Promise<ChosenPolicy> {
  return { policy: (await loadPolicy(document)).policy, digest };
}

async function audit(
  store: AuditStore,
  file: string | undefined,
  options: Options,
  chosen: ChosenPolicy | null,
): Promise<CommandResult> {
  const source = options.userPoolId ?? file ?? '-';
  const about = JSON.stringify([source, chosen?.digest ?? null]);
  if ((store.meta('about') ?? about) !== about) {
    return failed(`\`${options.state}\` was begun for another source or policy: name another file with \`--state\``);
  }
  store.setMeta('about', about);
  const progress = startProgress('users');
  let collected: Collected;
  try {
    collected = await collect({ store, policy: chosen?.policy ?? null, progress }, file, options);
  } catch (error) {
    progress.end();
    if (file !== undefined && isFileTrouble(error)) return failed(unreadableFile(file, error));
    const again =
      options.state === undefined ? 'with `--state FILE` it could go on from here' : 'run it again to go on';
    return failed(`stopped after ${store.count()} users: ${sentenceOf(error)}; ${again}`);
  }
  progress.end();
  const { unreadable, look } = collected;
  if (store.count() === 0 && unreadable > 0) return failed(noUsers(source, unreadable, look));
  store.index();
  const report = reportOf(store, source, unreadable, chosen !== null, options.limit);
  return ended(report, options, [
    ...(options.strict && unreadable > 0 ? [unread(unreadable, report.users)] : []),
    ...(options.out === undefined ? [] : writeAll(store, options.out, chosen !== null, options.csv === true)),
  ]);
}

function ended(report: AuditReport, options: Options, problems: readonly string[]): CommandResult {
  const result = { ...finished(output(report, options)), ...(options.csv ? { isData: true as const } : {}) };
  return problems.length === 0 ? result : { ...result, exitCode: EXIT.failed, complaint: problems.join('\n') };
}

/** An export of something else is no empty pool. */
function noUsers(file: string, entries: number, look: string | null): string {
  const seen = entries === 1 ? 'one entry' : `${entries} entries`;
  const like = look === null ? '' : `: it looks like ${look}`;
  return `no user in \`${file}\`, ${seen}${like}\n${READ_EXPORTS}`;
}

function unread(unreadable: number, users: number): string {
  return `${unreadable} of ${users + unreadable} entries are no users, which \`--strict\` takes for an error`;
}

async function collect(collecting: Collecting, file: string | undefined, options: Options): Promise<Collected> {
  if (file !== undefined) return collectExport(collecting, file);
  const userPoolId = options.userPoolId ?? '';
  const reading = await createPoolAdmin(createPoolClient()).read(userPoolId);
  const expected = reading.ok ? Number(reading.value.pool['EstimatedNumberOfUsers'] ?? 0) : null;
  return { unreadable: await collectPool(collecting, userPoolId, options.rate, expected), look: null };
}

function reportOf(store: AuditStore, source: string, unreadable: number, judged: boolean, limit: number): AuditReport {
  const asked = AUDIT_KINDS.filter(({ needsPolicy }) => judged || !needsPolicy);
  const counts = AUDIT_KINDS.map((kind) => [kind.id, asked.includes(kind) ? countOf(store.database, kind) : null]);
  return {
    source,
    users: store.count(),
    unreadable,
    counts: Object.fromEntries(counts),
    findings: asked.flatMap((kind) => [...rowsOf(store.database, kind, limit)]),
  };
}

/** Row by row: there may be as many as the pool has users. Gives what went wrong. */
function writeAll(store: AuditStore, file: string, judged: boolean, csv: boolean): readonly string[] {
  try {
    writePrivately(file, (target) => {
      if (csv) writeFileSync(target, CSV_HEADER);
      for (const kind of AUDIT_KINDS.filter(({ needsPolicy }) => judged || !needsPolicy)) {
        for (const row of rowsOf(store.database, kind, -1)) writeFileSync(target, csv ? csvOf(row) : jsonOf(row));
      }
    });
    return [];
  } catch (error) {
    return [`\`${file}\` was not written: ${sentenceOf(error)}`];
  }
}

function output(report: AuditReport, { json, csv }: Options): string {
  if (csv) return `${CSV_HEADER}${report.findings.map(csvOf).join('')}`;
  return told(report, json, renderReport);
}
