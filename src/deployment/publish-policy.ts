/**
 * The resource `PublishedPolicy`: the policy file of one environment, published. Reads files and calls the store; what may
 * stand in Parameter Store is decided by `policy-store.ts` and `ownership.ts`.
 */
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ParameterStore } from '../aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../aws/operator/policy/policy-store.ts';
import { readDocument as readPolicyBehind, readPublication } from '../aws/operator/policy/published.ts';
import { ensureHashKey, withdrawPolicy } from '../aws/operator/policy/withdraw-policy.ts';
import type { PolicyDocument } from '../core/policy.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { readPolicyFile } from '../files/policy-files.ts';
import type { Issue } from '../policy/file/issue.ts';
import { keysBrought } from '../policy/keys-brought.ts';
import { isEnvironment, parameterNames } from '../policy/names.ts';
import { type CustomResourceEvent, stackName, type Work } from './custom-resource.ts';
import { otherEnvironmentRefusal } from './guarded-pool.ts';
import { mayReplace } from './ownership.ts';
import { packageNumber, rollsBack } from './package-version.ts';

/** More issues than these are counted, not listed: a reason is short. */
const LISTED_ISSUES = 5;

/**
 * The work, with a store whose calls end with a signal, the folder of policy files that travelled in the package, and the
 * time in milliseconds since 1970.
 */
export function createPolicyPublisher(
  open: (signal: AbortSignal) => ParameterStore,
  folder: string,
  now: () => number,
): Work {
  return async (event, run) => {
    const store = open(run.signal);
    const environment = String(event.ResourceProperties['Environment'] ?? '');
    if (!isEnvironment(environment)) return fail(`\`${environment}\` is no name of an environment: use a-z, 0-9 and -`);
    const physicalId = `policy-${environment}`;
    if (event.RequestType === 'Delete') {
      await withdrawPolicy(store, parameterNames(environment), stackName(event), now());
      return ok({ physicalId });
    }
    if (event.RequestType === 'Update' && event.PhysicalResourceId !== physicalId)
      return refuseMove(event, environment);
    const published = await publishFile(store, folder, environment, event, () => run.mayWrite(physicalId));
    return published.ok ? ok({ physicalId }) : published;
  };
}

/**
 * The role may touch one environment's parameters, so a stack that moved on could not take the former ones with it: its
 * policy and key would stay behind and belong to it still. `GuardedPool` refuses it first.
 */
function refuseMove({ OldResourceProperties }: CustomResourceEvent, environment: string): Result<never, string> {
  return fail(otherEnvironmentRefusal(String(OldResourceProperties?.['Environment'] ?? ''), environment));
}

async function publishFile(
  store: ParameterStore,
  folder: string,
  environment: string,
  event: CustomResourceEvent,
  begin: () => void,
): Promise<Result<null, string>> {
  const document = readDocument(folder, environment);
  if (!document.ok) return document;
  const { policy: parameter, hashKey } = parameterNames(environment);
  const stack = stackName(event);
  const overwritePushed = event.ResourceProperties['OverwritePushedPolicy'] === 'true';
  const brought = await keysNamed(store, parameter, document.value);
  const receipt = await publishPolicy(store, {
    parameter,
    document: document.value,
    stack,
    publisher: 'deployment',
    message: `${deployedBy(stack, event)}${brought === '' ? '' : `; these keys count now: ${brought}`}`,
    // The key before the policy, so that nothing can fail once the policy is live
    prepare: async () => {
      begin();
      await ensureHashKey(store, hashKey);
    },
    mayReplace: (current, history, digest) =>
      mayReplace({ stack, parameter, overwritePushed, rollsBack: rollsBack(event) }, current, history, digest),
  });
  if (receipt.ok) return ok(null);
  return fail(`${receipt.error}${brought === '' ? '' : `; this deployment would make these keys count: ${brought}`}`);
}

/** What brought the policy: `history` shows it. */
function deployedBy(stack: string, { ResourceProperties }: CustomResourceEvent): string {
  const version = packageNumber(ResourceProperties['Package']);
  return `deployed by the stack ${stack}${version === undefined ? '' : `, package ${version}`}`;
}

/**
 * The keys that a deployment brings beside those that count, which may be one that somebody revoked: named where it is refused,
 * and in `history` where it is not. Nobody can be asked in the middle of a deployment.
 */
async function keysNamed(store: ParameterStore, parameter: string, document: PolicyDocument): Promise<string> {
  if (document.attesters === undefined) return '';
  const standing = await readPublication(store, parameter).catch(() => null);
  const manifest = standing?.manifest ?? null;
  const before = manifest === null ? null : await readPolicyBehind(store, parameter, manifest).catch(() => null);
  if (before?.ok !== true) return '';
  const brought = keysBrought(before.value, document).map(({ attester, kid }) => `${kid} of \`${attester}\``);
  return brought.join(', ');
}

function readDocument(folder: string, environment: string): Result<PolicyDocument, string> {
  const name = `${environment}.yaml`;
  const shipped = shippedPolicies(folder);
  if (!shipped.includes(name)) {
    const others = shipped.map((file) => `\`${file}\``).join(', ');
    return fail(`no \`policies/${name}\` for environment \`${environment}\`: the package has ${others || 'none'}`);
  }
  const parsed = readPolicyFile(join(folder, name));
  if (parsed.ok) return ok(parsed.value.document);
  return fail(describeIssues(folder, parsed.error));
}

function shippedPolicies(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.yaml') && !file.endsWith('.cases.yaml'));
  } catch {
    return [];
  }
}

/** One line, each issue with its place as the operator knows it: `policies/dev.yaml:4:7`. */
function describeIssues(folder: string, issues: readonly Issue[]): string {
  const lines = issues
    .slice(0, LISTED_ISSUES)
    .map(({ file, line, column, message }) => `${relative(dirname(folder), file)}:${line}:${column}: ${message}`);
  const more = issues.length > LISTED_ISSUES ? [`and ${issues.length - LISTED_ISSUES} more`] : [];
  return [...lines, ...more].join('; ');
}
