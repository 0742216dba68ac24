/**
 * Policies as the command line names them: a file, `-`, `ssm:ENV` for what is live, `candidate:ENV` for the shadow policy.
 * Reads only; what may be written is `aws/policy-store.ts`'s.
 */
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import type { PolicyDocument } from '../core/policy.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { listReader, readPolicyFile } from '../files/policy-files.ts';
import type { Issue } from '../policy/file/issue.ts';
import { type ParsedPolicy, parsePolicy } from '../policy/file/parse.ts';
import { renderIssues } from '../policy/file/report.ts';
import { digestOf } from '../policy/manifest.ts';
import { isEnvironment, parameterNames } from '../policy/names.ts';
import { linesOnDisk } from './check-files.ts';
import { type CommandResult, EXIT, failed, jsonLine } from './command.ts';

/** A policy and what it is called. */
export type NamedPolicy = {
  readonly label: string;
  readonly environment: string;
  readonly document: PolicyDocument;
  readonly digest: string;
};

/** Why there is no policy: it is invalid, or it could not be read at all. */
export type NoPolicy =
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly kind: 'invalid-published'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly sentence: string };

const PUBLISHED = /^(?<place>ssm|candidate):(?<environment>.*)$/u;

/** Reads the policy that a word names. */
export async function readReference(reference: string): Promise<Result<NamedPolicy, NoPolicy>> {
  const { place, environment } = PUBLISHED.exec(reference)?.groups ?? {};
  if (place === undefined || environment === undefined) return readFileReference(reference);
  if (!isEnvironment(environment)) return fail({ kind: 'failed', sentence: notEnvironment(environment) });
  const names = parameterNames(environment);
  const parameter = place === 'ssm' ? names.policy : names.candidate;
  const found = await readPublishedDocument(await openParameterStore(), parameter);
  if (!found.ok) return found;
  if (found.value === null) return fail({ kind: 'failed', sentence: `there is no policy at \`${parameter}\`` });
  return ok({ label: reference, environment, ...found.value });
}

/** The sentence for a word that names no environment. */
export function notEnvironment(word: string): string {
  return `\`${word}\` is no name of an environment: use a-z, 0-9 and -`;
}

/** Parameter Store as the AWS SDK is configured; loaded only for a command that needs it. */
export async function openParameterStore(): Promise<ParameterStore> {
  const { createParameterStore, createPublishingClient } = await import('../aws/operator/policy/parameter-store.ts');
  return createParameterStore(createPublishingClient());
}

/** The whole policy that stands at a parameter, or null where nothing stands. Values edited by hand are refused. */
export async function readPublishedDocument(
  store: ParameterStore,
  parameter: string,
): Promise<Result<Pick<NamedPolicy, 'document' | 'digest'> | null, NoPolicy>> {
  const { readDocument, readPublication } = await import('../aws/operator/policy/policy-store.ts');
  const published = await readPublication(store, parameter);
  if (published === null) return ok(null);
  if (published.manifest === null) {
    return fail({ kind: 'invalid-published', sentence: `\`${parameter}\` holds what is no policy of this project` });
  }
  const document = await readDocument(store, parameter, published.manifest);
  if (document.ok) return ok({ document: document.value, digest: published.manifest.digest });
  return fail({ kind: 'invalid-published', sentence: `the policy at \`${parameter}\` is invalid: ${document.error}` });
}

async function readFileReference(file: string): Promise<Result<NamedPolicy, NoPolicy>> {
  const parsed = file === '-' ? await readTyped() : readPolicyFile(file);
  if (!parsed.ok) return fail({ kind: 'invalid', issues: parsed.error });
  const environment = file === '-' ? 'stdin' : basename(file).replace(/\.ya?ml$/u, '');
  const { document } = parsed.value;
  return ok({ label: file === '-' ? 'stdin' : file, environment, document, digest: digestOf(document) });
}

/** Lists that standard input names are looked for below this folder. */
async function readTyped(): Promise<Result<ParsedPolicy, readonly Issue[]>> {
  return parsePolicy({ file: 'stdin', text: await buffer(process.stdin) }, listReader(process.cwd()));
}

/** How a command ends that found no policy. */
export function withoutPolicy(trouble: NoPolicy, json: boolean | undefined): CommandResult {
  if (trouble.kind === 'failed') return failed(trouble.sentence);
  if (trouble.kind === 'invalid') return withIssues(trouble.issues, json);
  return { exitCode: EXIT.invalidPolicy, output: '', complaint: trouble.sentence };
}

/** How a command ends that found a file invalid; a file that is no policy is the caller's to say. */
export function withIssues(
  issues: readonly Issue[],
  json: boolean | undefined,
  exitCode: CommandResult['exitCode'] = EXIT.invalidPolicy,
): CommandResult {
  if (!json) return { exitCode, output: '', complaint: renderIssues(issues, linesOnDisk).trimEnd() };
  const shown = issues.map(({ file, line, column, severity, code, message }) => {
    return { file, line, column, severity, code, message };
  });
  return { exitCode, output: jsonLine({ issues: shown }) };
}
