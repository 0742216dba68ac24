/**
 * Policies as every command names them: a file, `-`, `ssm:ENV` for what is live, `ssm:ENV:VERSION` for what was, and
 * `candidate:ENV` for the shadow policy. One reader, so that each command fails in the same way. Reads only; what may be
 * written is `aws/operator/policy/policy-store.ts`'s.
 */
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import { readDocument, readPublication } from '../aws/operator/policy/published.ts';
import { sentenceOf } from '../aws/operator/sentence.ts';
import type { PolicyDocument } from '../core/policy.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { examinePolicyFile, listReader } from '../files/policy-files.ts';
import { errorAt, type Issue, startOf } from '../policy/file/issue.ts';
import { examinePolicy } from '../policy/file/parse.ts';
import { renderPolicy } from '../policy/file/render-policy.ts';
import { issuesJson, renderIssues, type SourceLines } from '../policy/file/report.ts';
import { digestOf } from '../policy/manifest.ts';
import { isEnvironment, parameterNames } from '../policy/names.ts';
import { accountBehind } from './aws-settings.ts';
import { linesOnDisk, type ReadPolicy } from './check-files.ts';
import { type CommandResult, EXIT, failed, jsonLine } from './command.ts';
import { documentOf, versionsOf } from './publish/versions.ts';

/** What `--help` says of the word. */
export const POLICY_WORDS = 'a file, `-`, `ssm:ENV`, `ssm:ENV:VERSION` or `candidate:ENV`';

/** A policy and what it is called. */
export type NamedPolicy = {
  readonly label: string;
  readonly environment: string;
  readonly document: PolicyDocument;
  readonly digest: string;
};

/** Why there is no policy: what was named is invalid or not there, or nothing could be asked. */
export type NoPolicy =
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[]; readonly lines: SourceLines }
  | { readonly kind: 'failed'; readonly sentence: string };

/** A policy for a check: what is wrong with it, what can be linted in it, and its lines. */
export type ExaminedReference = ReadPolicy & { readonly lines: SourceLines };

/** Standard input in messages. */
export const STDIN = 'stdin';

const PUBLISHED = /^(?<place>ssm|candidate):(?<environment>[^:]*)(?::(?<version>.*))?$/su;

/** Whether a word names a file, which can be watched and changed. */
export function namesFile(word: string): boolean {
  return word !== '-' && !PUBLISHED.test(word);
}

/** Reads the policy that a word names. */
export async function readReference(word: string): Promise<Result<NamedPolicy, NoPolicy>> {
  const published = PUBLISHED.exec(word);
  if (published !== null) return readPublishedWord(word, published.groups ?? {});
  const { file, policy, lines } = await examineTyped(word);
  if (!policy.ok) return fail({ kind: 'invalid', issues: policy.error, lines });
  const environment = word === '-' ? STDIN : basename(word).replace(/\.ya?ml$/u, '');
  const { document } = policy.value;
  return ok({ label: file, environment, document, digest: digestOf(document) });
}

/** Reads it for a check; a published policy is examined as `pull` would write it. The error is a sentence. */
export async function examineReference(word: string): Promise<Result<ExaminedReference, string>> {
  if (!PUBLISHED.test(word)) return ok(await examineTyped(word));
  const named = await readReference(word);
  if (named.ok) return ok(examineText(word, renderPolicy(named.value.document)));
  if (named.error.kind === 'failed') return fail(named.error.sentence);
  return ok({ file: word, policy: fail(named.error.issues), lintable: null, lines: linesOnDisk });
}

async function examineTyped(word: string): Promise<ExaminedReference> {
  if (word === '-') return examineText(STDIN, await buffer(process.stdin));
  return { file: word, ...examinePolicyFile(word), lines: linesOnDisk };
}

/** Lists that a text names are looked for below this folder. */
function examineText(file: string, text: string | Uint8Array): ExaminedReference {
  const lines = text.toString().split(/\r\n|\n|\r/u);
  const examined = examinePolicy({ file, text }, listReader(process.cwd()));
  return { file, ...examined, lines: (name) => (name === file ? lines : linesOnDisk(name)) };
}

async function readPublishedWord(
  word: string,
  { place, environment = '', version }: Readonly<Record<string, string | undefined>>,
): Promise<Result<NamedPolicy, NoPolicy>> {
  if (!isEnvironment(environment)) return fail({ kind: 'failed', sentence: notEnvironment(environment) });
  const names = parameterNames(environment);
  const parameter = place === 'ssm' ? names.policy : names.candidate;
  const store = await openParameterStore(environment);
  const found =
    version === undefined
      ? await readPublishedDocument(store, parameter)
      : await readVersion(store, parameter, place === 'ssm' ? version : '');
  if (!found.ok) return found;
  if (found.value === null) return missing(word, `there is no policy at \`${parameter}\``);
  return ok({ label: word, environment, ...found.value });
}

/** The sentence for a word that names no environment. */
export function notEnvironment(word: string): string {
  return `\`${word}\` is no name of an environment: use a-z, 0-9 and -`;
}

/** Parameter Store where an environment is deployed; loaded only for a command that needs it. */
export async function openParameterStore(environment: string): Promise<ParameterStore> {
  const { createParameterStore, createPublishingClient } = await import('../aws/operator/policy/parameter-store.ts');
  return createParameterStore(createPublishingClient(accountBehind(environment)));
}

type Published = Pick<NamedPolicy, 'document' | 'digest'>;

/** The whole policy that stands at a parameter, or null where nothing stands. Values edited by hand are refused. */
export async function readPublishedDocument(
  store: ParameterStore,
  parameter: string,
): Promise<Result<Published | null, NoPolicy>> {
  try {
    const published = await readPublication(store, parameter);
    if (published === null) return ok(null);
    if (published.manifest === null) return unreadable(parameter, 'holds what is no policy of this project');
    const document = await readDocument(store, parameter, published.manifest);
    if (document.ok) return ok({ document: document.value, digest: published.manifest.digest });
    return unreadable(parameter, `holds an invalid policy: ${document.error}`);
  } catch (error) {
    return fail({ kind: 'failed', sentence: `the policy \`${parameter}\` cannot be read: ${sentenceOf(error)}` });
  }
}

async function readVersion(
  store: ParameterStore,
  parameter: string,
  word: string,
): Promise<Result<Published, NoPolicy>> {
  const refuse = (sentence: string) => fail<NoPolicy>({ kind: 'failed', sentence });
  if (!/^[1-9]\d{0,8}$/u.test(word)) return refuse('a version is a number of `history`: write `ssm:ENV:VERSION`');
  try {
    const version = (await versionsOf(store, parameter)).find((one) => one.version === Number(word));
    if (version === undefined) return missing(parameter, `there is no version ${word} of \`${parameter}\``);
    const document = await documentOf(store, parameter, version);
    if (!document.ok) return unreadable(parameter, `cannot be read: ${document.error}`);
    return ok({ document: document.value, digest: digestOf(document.value) });
  } catch (error) {
    return refuse(`the versions of \`${parameter}\` cannot be read: ${sentenceOf(error)}`);
  }
}

function unreadable(parameter: string, what: string): Result<never, NoPolicy> {
  return atStart(parameter, 'published-invalid', `\`${parameter}\` ${what}`);
}

function missing(word: string, sentence: string): Result<never, NoPolicy> {
  return atStart(word, 'not-published', sentence);
}

/** A published policy has no places: its only one is its start. */
function atStart(file: string, code: string, message: string): Result<never, NoPolicy> {
  return fail({ kind: 'invalid', issues: [errorAt(startOf(file), code, message)], lines: linesOnDisk });
}

/** How a command ends that found no policy. */
export function withoutPolicy(trouble: NoPolicy, json: boolean | undefined): CommandResult {
  if (trouble.kind === 'failed') return failed(trouble.sentence);
  return withIssues(trouble.issues, json, EXIT.invalidPolicy, trouble.lines);
}

/** How a command ends that found a file invalid; a file that is no policy is the caller's to say. */
export function withIssues(
  issues: readonly Issue[],
  json: boolean | undefined,
  exitCode: CommandResult['exitCode'] = EXIT.invalidPolicy,
  lines: SourceLines = linesOnDisk,
): CommandResult {
  if (json) return { exitCode, output: jsonLine(issuesJson(issues)) };
  return { exitCode, output: '', complaint: renderIssues(issues, lines).trimEnd() };
}
