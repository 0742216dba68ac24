/**
 * The first half of a sign-up: what the rules say, whom to ask about, and what to claim. Never awaits; the shell asks
 * and `decide` finishes.
 */
import { type Alias, type AliasAttribute, type Attempt, givenAlias, wellFormedAliases } from './attempt.ts';
import type { ClaimRequest } from './claims.ts';
import type { Counting } from './facts.ts';
import { BELOW_ALL, type LimitRequest, type LimitStates } from './limits/limit.ts';
import { limitsToCount } from './limits/requests.ts';
import { whenUncounted } from './limits/standing.ts';
import { type CollisionSettings, type CompiledPolicy, DEFAULT_SETTINGS, type Fallback } from './policy.ts';
import { judge, type Verdict } from './rules.ts';
import { nameToAsk } from './user-names.ts';

/** What the rules ask for, in the words of the decision; look-ups and claims can only take away from it. */
export type Intent =
  | { readonly kind: 'untouched' }
  | {
      readonly kind: 'deny';
      readonly reason: 'rule' | 'otherwise' | 'policy-unavailable';
      readonly rules: readonly string[];
      readonly message: string | null;
    }
  | {
      readonly kind: 'code';
      readonly reason: 'rule' | 'otherwise' | 'mode' | 'policy-unavailable';
      readonly rules: readonly string[];
    }
  | { readonly kind: 'approve'; readonly rules: readonly string[]; readonly verify: readonly AliasAttribute[] };

/** What the shell has to do for one attempt. Whoever is not approved is looked up only where duplicates are refused. */
export type Plan = {
  readonly intent: Intent;
  readonly lookUps: readonly Alias[];
  /** Who counts in the look-ups. */
  readonly counting: Counting;
  readonly claims: readonly ClaimRequest[];
  /** The user name to look up before anything is claimed; null where none need be. */
  readonly name: string | null;
  /** What to count; the intent is as if every count stayed below its limit. */
  readonly limits: readonly LimitRequest[];
};

/** Plans an attempt. `policy` is null when there is none at all. */
export function plan(attempt: Attempt, policy: CompiledPolicy | null, whenUnavailable?: Fallback): Plan {
  const { collision } = policy ?? DEFAULT_SETTINGS;
  const limits = policy === null ? [] : limitsToCount(policy, attempt);
  const nothing: Omit<Plan, 'intent'> = { lookUps: [], counting: collision.holders, claims: [], name: null, limits };
  if (attempt.trigger === 'unknown') return { ...nothing, intent: { kind: 'untouched' } };
  const intent = intentOf(attempt, policy, whenUnavailable);
  if (intent.kind === 'approve') {
    const verifiable = aliasesOf(attempt, intent.verify);
    const lookUps = mayRefuseYet(policy, limits) ? wellFormedAliases(attempt) : verifiable;
    const claims = claimsOf(attempt, verifiable);
    return { ...nothing, intent, lookUps, claims, name: claims.length === 0 ? null : nameToAsk(attempt, policy) };
  }
  if (intent.kind === 'deny' && policy?.mode !== 'observe') return { ...nothing, intent };
  // Stryker disable next-line ArrayDeclaration: whatever is no alias of the attempt is not verified
  const claims = claimsOf(attempt, []);
  if (!refusesDuplicates(attempt, intent, collision)) return { ...nothing, intent, claims };
  return { ...nothing, intent, lookUps: wellFormedAliases(attempt), counting: 'owners', claims };
}

/** Whether an approval that a count turns into a code would be refused over any of its addresses: then all are looked up. */
function mayRefuseYet(policy: CompiledPolicy | null, limits: readonly LimitRequest[]): boolean {
  // Stryker disable next-line OptionalChaining: for the compiler; nobody is approved without a policy
  if (policy?.collision.code !== 'deny') return false;
  const counted = policy.rules.filter(({ id, observes }) => !observes && limits.some(({ rule }) => rule === id));
  return counted.some(({ then }) => then === 'code' || whenUncounted(policy) === 'code');
}

/** What a policy asks for once the counts are in. */
export function intentUnder(attempt: Attempt, policy: CompiledPolicy, limits: LimitStates): Intent {
  return intentOf(attempt, policy, undefined, limits);
}

/** Whether an address that somebody else owns would refuse the attempt. */
export function refusesDuplicates({ trigger }: Attempt, intent: Intent, collision: CollisionSettings): boolean {
  if (intent.kind === 'code') return collision.code === 'deny';
  return intent.kind === 'untouched' && trigger === 'external-provider' && collision.federated === 'deny';
}

function intentOf(
  attempt: Attempt,
  policy: CompiledPolicy | null,
  whenUnavailable: Fallback | undefined,
  limits: LimitStates = BELOW_ALL,
): Intent {
  if (policy === null) return intentWithout(attempt, whenUnavailable);
  const verdict = judge(policy, attempt, limits);
  if (verdict.kind === 'deny') return { ...verdict, reason: 'rule' };
  switch (attempt.trigger) {
    case 'sign-up':
      return signUpIntent(verdict, policy);
    case 'external-provider':
      return verdict.kind === 'none' && policy.otherwise === 'deny' ? fallbackIntent('deny') : { kind: 'untouched' };
    default:
      return { kind: 'untouched' };
  }
}

/** No policy at all: whoever comes in by themselves takes the code (or nothing), or is refused, by either door. */
function intentWithout({ trigger }: Attempt, whenUnavailable: Fallback | undefined): Intent {
  const byThemselves = trigger === 'sign-up' || trigger === 'external-provider';
  if (byThemselves && whenUnavailable === 'deny') {
    return { kind: 'deny', reason: 'policy-unavailable', rules: [], message: null };
  }
  return trigger === 'sign-up' ? { kind: 'code', reason: 'policy-unavailable', rules: [] } : { kind: 'untouched' };
}

function signUpIntent(verdict: Exclude<Verdict, { kind: 'deny' }>, policy: CompiledPolicy): Intent {
  if (verdict.kind === 'code') return { ...verdict, reason: 'rule' };
  if (verdict.kind === 'none') return fallbackIntent(policy.otherwise);
  return policy.mode === 'code-only' ? { kind: 'code', reason: 'mode', rules: verdict.rules } : verdict;
}

function fallbackIntent(otherwise: Fallback): Intent {
  return otherwise === 'deny'
    ? { kind: 'deny', reason: 'otherwise', rules: [], message: null }
    : { kind: 'code', reason: 'otherwise', rules: [] };
}

function aliasesOf(attempt: Attempt, attributes: readonly AliasAttribute[]): readonly Alias[] {
  return attributes.flatMap((attribute) => {
    const alias = givenAlias(attempt, attribute);
    return alias.kind === 'given' ? [alias.value] : [];
  });
}

/**
 * Every well-formed address of a sign-up that is not refused is claimed: a verifying claim where a grant may follow, a
 * mark everywhere else, so that nobody is granted an address that this user may still confirm by code.
 */
function claimsOf(attempt: Attempt, lookUps: readonly Alias[]): readonly ClaimRequest[] {
  const toVerify = new Set(lookUps.map((alias) => alias.attribute));
  return wellFormedAliases(attempt).map((alias) => ({
    alias,
    kind: toVerify.has(alias.attribute) ? 'verifying' : 'mark',
  }));
}
