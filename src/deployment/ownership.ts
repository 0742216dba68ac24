/**
 * Whether a deployment may replace the policy that stands. An emergency denial that somebody pushed is not undone by the
 * next deployment, and two stacks never fight over one environment. Pure.
 */
import type { Replacement } from '../aws/operator/policy/policy-store.ts';
import type { Published } from '../aws/operator/policy/published.ts';

/** What the deploying stack is and was told. */
type Publisher = {
  readonly stack: string;
  readonly parameter: string;
  readonly overwritePushed: boolean;
  /** Whether an update is being rolled back, which must pass whatever somebody did meanwhile. */
  readonly rollsBack: boolean;
};

/** Decides about what stands in Parameter Store. */
export function mayReplace(
  { stack, parameter, overwritePushed, rollsBack }: Publisher,
  current: Published,
  history: readonly Published[],
  digest: string,
): Replacement {
  const owner = current.manifest?.stack ?? '';
  if (owner !== '' && owner !== stack)
    return refuse(`\`${parameter}\` belongs to the stack \`${owner}\`: ${OTHER_STACK} \`${parameter}\``);
  if (overwritePushed || current.manifest?.publisher === 'deployment') return { kind: 'replace' };
  // What was pushed stands in the file, too, as where a pipeline pushes on a merge: from now on it is the deployment's
  if (current.manifest?.digest === digest) return { kind: 'replace' };
  // Nothing new to publish, as when a deployment rolls back: what was pushed stays, without complaint
  if (rollsBack || lastDeployed(stack, history) === digest) return { kind: 'keep' };
  if (current.manifest === null) return refuse(`\`${parameter}\` holds what is no policy of this project: ${FORCE}`);
  return refuse(`somebody pushed version ${current.version} of \`${parameter}\` since the last deployment: ${FORCE}`);
}

const OTHER_STACK =
  'deploy under another environment, or delete that stack first; where it is gone and somebody had pushed this policy, ' +
  'remove it with aws ssm delete-parameter --name';
const FORCE = 'take it into the policy file, or deploy with OverwritePushedPolicy=true';

/** The digest of the policy that this stack published last, as far as history reaches. */
function lastDeployed(stack: string, history: readonly Published[]): string | undefined {
  const ours = history.findLast(({ manifest }) => manifest?.publisher === 'deployment' && manifest.stack === stack);
  return ours?.manifest?.digest;
}

function refuse(reason: string): Replacement {
  return { kind: 'refuse', reason };
}
