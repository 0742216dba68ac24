/**
 * The cases of policies as files: which file belongs to which policy, every case run, and the changes that none notices.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { policyAt } from '../../core/in-force.ts';
import type { PolicyDocument, RuleDocument } from '../../core/policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { unreadableFile } from '../../files/file-trouble.ts';
import { readPolicyFile } from '../../files/policy-files.ts';
import { systemClock } from '../../lambda/clock.ts';
import type { Case } from '../../policy/cases/cases.ts';
import { explainRules, type RuleExplanation } from '../../policy/cases/explain.ts';
import { mutantsOf } from '../../policy/cases/mutate.ts';
import { readCases } from '../../policy/cases/read-cases.ts';
import { rehearse } from '../../policy/cases/rehearse.ts';
import { type CaseResult, runCase, timeOf } from '../../policy/cases/run-case.ts';
import { attemptOf } from '../../policy/cases/typed-attempt.ts';
import { errorAt, type Issue, startOf } from '../../policy/file/issue.ts';
import { loadPolicy } from '../../policy/load.ts';
import { compare, mayDiffer } from '../diff/compare.ts';
import { STDIN } from '../policy-reference.ts';
import { unlimitedAmong } from '../simulate/seen.ts';
import { strangerAmong } from '../simulate/statement.ts';

/** A change of a policy that no case of it notices. */
type Unnoticed = { readonly file: string; readonly rule: string; readonly change: string };

/** Rule by rule why, of a case that failed. */
export type Trace = {
  readonly name: string;
  readonly rules: readonly RuleExplanation[];
  readonly outcomes: readonly Pick<RuleDocument, 'then'>[];
};

/** One cases file, run. */
export type FileRun = {
  readonly file: string;
  readonly results: readonly CaseResult[];
  readonly traces: readonly Trace[];
  readonly mutants: number;
  readonly unnoticed: readonly Unnoticed[];
};

/** Why a file could not be run: the policy is invalid, or the cases are. */
type Unrunnable = { readonly kind: 'policy' | 'cases'; readonly issues: readonly Issue[] };

/** Every cases file of a folder. */
export function casesFilesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.cases.yaml'));
  return names.sort().map((name) => join(folder, name));
}

/** Runs one file against its own policy; that policy's name stands for it. */
export async function runFile(named: string, mutate: boolean): Promise<Result<FileRun, Unrunnable>> {
  const file = /\.cases\.ya?ml$/u.test(named) ? named : named.replace(/\.ya?ml$/u, '.cases.yaml');
  const policyFile = file.replace(/\.cases(?=\.ya?ml$)/u, '');
  const policy = readPolicyFile(policyFile);
  if (!policy.ok) return fail({ kind: 'policy', issues: policy.error });
  return runAgainst(policy.value.document, file, mutate);
}

/** Runs one file of cases, or standard input for `-`, against a policy. */
export async function runAgainst(
  document: PolicyDocument,
  named: string,
  mutate: boolean,
): Promise<Result<FileRun, Unrunnable>> {
  const file = named === '-' ? STDIN : named;
  const cases = named === '-' ? readCases({ file, text: await buffer(process.stdin) }) : readCasesFile(file);
  if (!cases.ok) return fail({ kind: 'cases', issues: cases.error });
  const strangers = [...strangersIn(file, cases.value, document), ...unlimitedIn(file, cases.value, document)];
  if (strangers.length > 0) return fail({ kind: 'cases', issues: strangers });
  const results = await resultsOf(document, cases.value);
  const traces = await tracesOf(document, cases.value, results);
  const mutation = mutate ? await mutateWith(document, cases.value, file) : { mutants: 0, unnoticed: [] };
  return ok({ file, results, traces, ...mutation });
}

function readCasesFile(file: string): Result<readonly Case[], readonly Issue[]> {
  try {
    return readCases({ file, text: readFileSync(file) });
  } catch (error) {
    return fail([errorAt(startOf(file), 'file-unreadable', unreadableFile(file, error))]);
  }
}

/** Cases in which somebody attests whom the policy does not know: they would pass for the wrong reason. */
function strangersIn(file: string, cases: readonly Case[], document: PolicyDocument): readonly Issue[] {
  return cases.flatMap(({ name, attempt: { attested = {} } }) => {
    const ids = Object.values(attested).filter((id) => id !== undefined);
    const stranger = strangerAmong(ids, document);
    return stranger === null ? [] : [errorAt(startOf(file), 'unknown-attester', `the case \`${name}\`: ${stranger}`)];
  });
}

/** Cases that name how often a key was seen for a rule without a limit: it would mean nothing. */
function unlimitedIn(file: string, cases: readonly Case[], document: PolicyDocument): readonly Issue[] {
  return cases.flatMap(({ name, seen = {} }) => {
    const unlimited = unlimitedAmong(Object.keys(seen), document);
    return unlimited === null ? [] : [errorAt(startOf(file), 'unknown-limit', `the case \`${name}\`: ${unlimited}`)];
  });
}

async function resultsOf(document: PolicyDocument, cases: readonly Case[]): Promise<readonly CaseResult[]> {
  const { policy } = await loadPolicy(document);
  const now = systemClock.now();
  return cases.map((one) => runCase(policy, one, now));
}

async function tracesOf(
  document: PolicyDocument,
  cases: readonly Case[],
  results: readonly CaseResult[],
): Promise<readonly Trace[]> {
  const { policy } = await loadPolicy(document);
  const outcomes = document.rules.map(({ then }) => ({ then }));
  return cases
    .filter((_, index) => results[index]?.ok === false)
    .map((one) => {
      const now = timeOf(one, systemClock.now());
      const attempt = attemptOf(one.attempt);
      const { findings } = rehearse(policyAt(policy, now), attempt, one);
      const rules = explainRules(policy, attempt, now, findings.limits);
      return { name: one.name, rules, outcomes };
    });
}

/** A change that nobody's sign-up could show is no change, and does not count. */
async function mutateWith(document: PolicyDocument, cases: readonly Case[], file: string) {
  const before = await resultsOf(document, cases);
  const unnoticed: Unnoticed[] = [];
  let mutants = 0;
  for (const { rule, change, document: mutant } of mutantsOf(document)) {
    const after = await resultsOf(mutant, cases);
    const noticed = after.some(({ ok: passes }, index) => passes !== before[index]?.ok);
    if (!noticed && !mayDiffer(await compare(document, mutant))) continue;
    mutants += 1;
    if (!noticed) unnoticed.push({ file, rule, change });
  }
  return { mutants, unnoticed };
}
