/**
 * What `signup-guard check` finds and with which code it exits. Reads files, prints nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { weaknessesOf } from '../core/weaknesses.ts';
import { examinePolicyFile } from '../files/policy-files.ts';
import { type ColdStartCost, coldStartCost } from '../policy/cold-start.ts';
import { errorAt, type Issue, tidied, warningAt } from '../policy/file/issue.ts';
import type { ExaminedPolicy, ParsedPolicy } from '../policy/file/parse.ts';
import type { SourceLines } from '../policy/file/report.ts';
import { lintPolicy } from '../policy/lints/lint.ts';
import { olderTemplates } from './init/template-age.ts';
import { claimsSwitchedOff } from './samconfig.ts';
import { packageVersion } from './version.ts';

/** The findings of a check. Exit code 3: a policy is invalid, or has warnings under `--strict`. */
export type CheckResult = {
  readonly issues: readonly Issue[];
  readonly exitCode: 0 | 3;
  /** What each valid policy costs a sandbox that starts. */
  readonly costs: readonly FileCost[];
};

/** A policy's cost, by its file. */
export type FileCost = { readonly file: string; readonly cost: ColdStartCost };

/** How strict a check is. */
type CheckOptions = { readonly strict: boolean };

/** Checks policy files. With `strict`, every warning counts as an error and is called one. */
export function checkFiles(files: readonly string[], { strict }: CheckOptions): CheckResult {
  return checkPolicies(
    files.map((file) => ({ file, ...examinePolicyFile(file) })),
    { strict },
  );
}

/** A policy as far as it could be read. */
export type ReadPolicy = ExaminedPolicy & { readonly file: string };

/** Checks policies that were read. */
export function checkPolicies(read: readonly ReadPolicy[], { strict }: CheckOptions): CheckResult {
  const found = [...read.flatMap((one) => tidied(findingsOf(one))), ...sharedKeys(read), ...templateWarnings(read)];
  const issues = strict ? found.map(strictly) : found;
  const costs = read.flatMap(({ file, policy }) =>
    policy.ok ? [{ file, cost: coldStartCost(policy.value.document) }] : [],
  );
  return { issues, costs, exitCode: issues.some(({ severity }) => severity === 'error') ? 3 : 0 };
}

/** A key that two environments share: a statement for one would be as good in the other, were it not for the pool's id. */
function sharedKeys(read: readonly ReadPolicy[]): readonly Issue[] {
  const first = new Map<string, string>();
  return read.flatMap(({ file, policy }) => {
    if (!policy.ok) return [];
    const { document, placeOf } = policy.value;
    const keys = (document.attesters ?? []).flatMap(({ keys: own }, index) =>
      own.map(({ kid }, at) => ({ kid, path: ['attesters', index, 'keys', at] })),
    );
    const shared = keys.flatMap(({ kid, path }) => {
      const other = first.get(kid);
      const message = `the key \`${kid}\` is also one of \`${other}\`: make a pair for each environment`;
      return other === undefined || other === file ? [] : [errorAt(placeOf(path), 'shared-key', message)];
    });
    for (const { kid } of keys) if (!first.has(kid)) first.set(kid, file);
    return shared;
  });
}

function templateWarnings(read: readonly ReadPolicy[]): readonly Issue[] {
  return olderTemplates(
    read.map(({ file }) => file),
    linesOnDisk,
    packageVersion(),
  );
}

function findingsOf({ file, policy, lintable }: ReadPolicy): readonly Issue[] {
  const warnings =
    lintable === null ? [] : [...lintPolicy(lintable, Date.now()), ...deploymentWarnings(file, lintable)];
  return policy.ok ? warnings : [...policy.error, ...warnings];
}

/** A note is nothing to correct, however strict. */
function strictly(issue: Issue): Issue {
  return issue.severity === 'warning' ? { ...issue, severity: 'error' } : issue;
}

/** What `samconfig.toml` beside the policies' folder takes away from a policy: a promise of the file is not kept without claims. */
function deploymentWarnings(file: string, { document }: ParsedPolicy): readonly Issue[] {
  if (!weaknessesOf(document, false).includes('claims-disabled')) return [];
  const settings = join(dirname(file), '..', 'samconfig.toml');
  return claimsSwitchedOff(linesOnDisk(settings) ?? []).flatMap(({ environment, ...place }) =>
    `${environment}.yaml` === basename(file)
      ? [warningAt({ file: settings, ...place }, 'alias-may-move', WITHOUT_CLAIMS)]
      : [],
  );
}

const WITHOUT_CLAIMS =
  '`Claims=disabled` lets an address move between two sign-ups at the same moment; `Claims=enabled` does not';

/** Every policy of a folder, cases aside. */
export function policyFilesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.cases.yaml'));
  return names.sort().map((name) => join(folder, name));
}

/** The lines of a file as it stands, for the report. */
export const linesOnDisk: SourceLines = (file) => {
  try {
    return readFileSync(file, 'utf8').split(/\r\n|\n|\r/u);
  } catch {
    return null;
  }
};
