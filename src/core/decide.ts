/**
 * The second half of a sign-up: what the rules asked for, less what look-ups and claims take away. Doubt never grants.
 */
import { type AliasAttribute, type Attempt, givenAlias } from './attempt.ts';
import type { Decision, Reason } from './decision.ts';
import { type AliasFact, hasOwner, hasVerifiedHolder } from './facts.ts';
import { limitStates } from './limits/standing.ts';
import { isTooLong } from './look-ups.ts';
import { type Intent, intentUnder, type Plan, refusesDuplicates } from './plan.ts';
import { type CompiledPolicy, DEFAULT_NAME_MESSAGE, DEFAULT_SETTINGS } from './policy.ts';
import { type Findings, failuresOf, isUnanswered, isUnclaimed, reasonForCode, withholding } from './withholding.ts';

type Settings = Omit<CompiledPolicy, 'attesters' | 'rules' | 'otherwise'>;
type Draft = Omit<Decision, 'applied' | 'failures'>;

/** Finishes a plan. `policy` is null when there is none at all. */
export function decide(attempt: Attempt, policy: CompiledPolicy | null, planned: Plan, findings: Findings): Decision {
  const { lookUps, claims } = planned;
  const intent = settledIntent(attempt, policy, planned, findings);
  // Stryker disable next-line StringLiteral: every mode but `observe` applies, whatever it is called
  const settings: Settings = policy ?? { ...DEFAULT_SETTINGS, mode: 'enforce' };
  const claimed = claims.map(({ alias }) => alias.attribute);
  const draft =
    refuseTakenName(findings, settings, intent) ??
    refuseIfBusy(claimed, findings, settings, intent) ??
    refuseIfUnclaimed(attempt, claimed, findings, settings, intent) ??
    refuseDuplicate(attempt, { intent, lookUps }, findings, settings) ??
    settle(attempt, intent, findings, settings);
  return { ...draft, failures: failuresOf(findings), applied: settings.mode !== 'observe' };
}

/** What the rules ask for once the counts are in, which can only be less. */
function settledIntent(
  attempt: Attempt,
  policy: CompiledPolicy | null,
  { intent, limits }: Plan,
  { limits: counted = new Map() }: Findings,
): Intent {
  // Stryker disable next-line ConditionalExpression: without limits the rules say the same again, or without a policy nothing
  if (policy === null || limits.length === 0) return intent;
  return intentUnder(attempt, policy, limitStates(limits, counted));
}

/** Somebody has the user name: the sign-up can create nobody, so nothing was claimed. Cognito would say the same. */
function refuseTakenName({ name }: Findings, { nameMessage }: Settings, intent: Intent): Draft | null {
  if (intent.kind === 'deny' || name?.kind !== 'taken') return null;
  return denial('name-taken', rulesOf(intent), nameMessage ?? DEFAULT_NAME_MESSAGE);
}

/**
 * Another sign-up is being verified on one of our addresses at this moment: refuse, nothing is created, a retry works.
 * Not an approval whose own look-up proves a verified holder: then that other sign-up cannot be granted the address either.
 */
function refuseIfBusy(
  claimed: readonly AliasAttribute[],
  { facts, claims }: Findings,
  settings: Settings,
  intent: Intent,
): Draft | null {
  if (intent.kind === 'deny') return null;
  const busy = claimed.some(
    (attribute) =>
      claims.get(attribute)?.kind === 'in-flight' &&
      !(intent.kind === 'approve' && hasVerifiedHolder(facts.get(attribute))),
  );
  return busy ? denial('busy', rulesOf(intent), settings.busyMessage) : null;
}

/** The claim table gave no answer: nothing is granted, and `unavailable.claims` says what becomes of a sign-up. */
function refuseIfUnclaimed(
  attempt: Attempt,
  claimed: readonly AliasAttribute[],
  { claims }: Findings,
  settings: Settings,
  intent: Intent,
): Draft | null {
  if (intent.kind === 'deny' || attempt.trigger !== 'sign-up') return null;
  if (settings.unavailable.claims !== 'deny') return null;
  const unclaimed = claimed.some((attribute) => isUnclaimed(claims.get(attribute)));
  return unclaimed ? denial('claims-unavailable', rulesOf(intent), settings.busyMessage) : null;
}

/** Whoever would take the code, or comes by a provider, with an address that somebody else owns; doubt about it, too. */
function refuseDuplicate(
  attempt: Attempt,
  { intent, lookUps }: Pick<Plan, 'intent' | 'lookUps'>,
  { facts }: Findings,
  settings: Settings,
): Draft | null {
  // a count may have turned an approval into what is not looked up for owners
  if (!refusesDuplicates(attempt, intent, settings.collision)) return null;
  const found = lookUps.map(({ attribute }) => facts.get(attribute));
  if (found.some((fact) => hasOwner(fact, attempt.userName))) return collisionDenial(rulesOf(intent), settings);
  const inDoubt = lookUps.some((alias) => !isTooLong(alias, settings.lookup) && isInDoubt(facts.get(alias.attribute)));
  if (!inDoubt || settings.unavailable.directory !== 'deny') return null;
  return denial('directory-unavailable', rulesOf(intent), settings.busyMessage);
}

function collisionDenial(rules: readonly string[], { collision, denyMessage }: Settings): Draft {
  return denial('collision', rules, collision.message ?? denyMessage);
}

function settle(attempt: Attempt, intent: Intent, findings: Findings, settings: Settings): Draft {
  switch (intent.kind) {
    case 'untouched':
      return plain('untouched', 'source-untouched', []);
    case 'code':
      return plain('code', intent.reason, intent.rules);
    case 'deny':
      return denial(intent.reason, intent.rules, intent.message ?? denyMessageOf(intent.reason, settings));
    case 'approve':
      return settleApproval(attempt, intent, findings, settings);
  }
}

/** An outage passes, so its refusal asks for another try; every other refusal is the policy's own. */
function denyMessageOf(reason: Reason, settings: Settings): string {
  return reason === 'policy-unavailable' ? settings.busyMessage : settings.denyMessage;
}

function settleApproval(
  attempt: Attempt,
  { rules, verify }: Extract<Intent, { kind: 'approve' }>,
  findings: Findings,
  settings: Settings,
): Draft {
  const given = verify.filter((attribute) => givenAlias(attempt, attribute).kind !== 'absent');
  const withheld = given.flatMap((attribute) => withholding(attempt, attribute, findings, settings));
  const owned = given.some((attribute) => hasOwner(findings.facts.get(attribute), attempt.userName));
  if (owned && settings.collision.then === 'deny') return { ...collisionDenial(rules, settings), withheld };
  if (settings.unavailable.directory === 'deny' && withheld.some((entry) => isUnanswered(entry, findings))) {
    return { ...denial('directory-unavailable', rules, settings.busyMessage), withheld };
  }
  const verified = given.filter((attribute) => !withheld.some((entry) => entry.attribute === attribute));
  if (verified.length === 0 && asksForMissingContact(attempt, verify)) {
    if (owned && settings.collision.code === 'deny') return { ...collisionDenial(rules, settings), withheld };
    return { ...plain('code', reasonForCode(withheld, findings), rules), withheld };
  }
  return { ...plain('approve', 'rule', rules), verified, withheld };
}

/**
 * Whether an approval that verifies nothing must take the code path (F5.3, F5.4). A rule that asks for no verification
 * confirms as it says; and whoever gave no contact at all could not receive a code.
 */
function asksForMissingContact(attempt: Attempt, verify: readonly AliasAttribute[]): boolean {
  const hasContact = attempt.email.kind !== 'absent' || attempt.phone.kind !== 'absent';
  return verify.length > 0 && hasContact;
}

function isInDoubt(fact: AliasFact | undefined): boolean {
  return fact === undefined || fact.kind === 'unknown';
}

function rulesOf(intent: Intent): readonly string[] {
  return intent.kind === 'untouched' ? [] : intent.rules;
}

function plain(outcome: 'approve' | 'code' | 'untouched', reason: Reason, rules: readonly string[]): Draft {
  return { outcome, reason, rules, verified: [], withheld: [], message: null };
}

function denial(reason: Reason, rules: readonly string[], message: string): Draft {
  return { outcome: 'deny', reason, rules, verified: [], withheld: [], message };
}
