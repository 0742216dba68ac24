/**
 * The laws of the decision written down as plainly as possible, from the documents and not from the code: no compiling,
 * no sets, no shared function. Slow and obvious. Shares nothing with `src/` but types.
 */
import type { AliasAttribute, Attempt, Given } from '../../src/core/attempt.ts';
import type { Resources } from '../../src/core/conditions/condition.ts';
import type { Outcome, Reason } from '../../src/core/decision.ts';
import type { LimitBy } from '../../src/core/limits/limit.ts';
import type { PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { type Answer, halfOf } from './conditions.ts';

/** A decision in plain words. `withheld` and `claims` are written `attribute because` and `attribute kind`. */
export type Plain = {
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly rules: readonly string[];
  readonly verified: readonly AliasAttribute[];
  readonly withheld: readonly string[];
  readonly message: string | null;
  readonly applied: boolean;
  readonly lookUps: readonly AliasAttribute[];
  readonly claims: readonly string[];
  /** The rules whose limits count the attempt, sorted. */
  readonly limits: readonly string[];
};

/** One case. */
export type Case = {
  readonly document: PolicyDocument;
  readonly attempt: Attempt;
  /** When, as RFC 3339 has it. */
  readonly at: string;
  readonly findings: Findings;
  readonly resources: Resources;
};

/** Decides a case by the laws. */
export function decidePlainly({ document, attempt, at, findings, resources }: Case): Plain {
  const applied = document.mode !== 'observe';
  const nothing = {
    rules: [],
    verified: [],
    withheld: [],
    message: null,
    applied,
    lookUps: [],
    claims: [],
    limits: [],
  };
  if (attempt.trigger === 'unknown') return { ...nothing, outcome: 'untouched', reason: 'source-untouched' };

  const signUp = attempt.trigger === 'sign-up';
  const said = whatRulesSay({ document, attempt, at, findings, resources }, true);
  const { eligible, denied, coded, approved, approves, refused, codes, approvals, seeksOwners } = said;
  const rules = denied ? ids(eligible) : !signUp ? [] : coded ? ids(codes) : approved ? ids(approvals) : [];

  // looked up and claimed is what would be so if no count were exceeded: the counts come in beside them
  const first = whatRulesSay({ document, attempt, at, findings, resources }, false);
  const sought = attributes((name) => first.approves && first.approvals.some(({ verify }) => verify?.includes(name)));
  const toVerify = sought.filter((name) => addressOf(attempt, name).kind === 'given');
  const wanted = approves ? sought : [];
  const addresses = attributes((name) => addressOf(attempt, name).kind === 'given');
  const claimed = first.refused && applied ? [] : addresses;
  const claims = claimed.map((name) => `${name} ${toVerify.includes(name) ? 'verifying' : 'mark'}`);
  const lookUps = first.seeksOwners || first.mayTurn ? addresses : toVerify;
  const limits = countedBy(document, attempt, at, resources);
  const base = { ...nothing, rules, lookUps, claims, limits };

  if (refused) {
    const speaker = [...eligible].sort((one, other) => (one.id < other.id ? -1 : 1))[0];
    const message = speaker?.message ?? document.denyMessage;
    return { ...base, outcome: 'deny', reason: denied ? 'rule' : 'otherwise', message };
  }
  const busy = claimed.some(
    (name) => claimAt(findings, name) === 'in-flight' && !(approves && verifiedHolder(findings, name)),
  );
  if (busy) return { ...base, outcome: 'deny', reason: 'busy', message: document.busyMessage };
  const unclaimed = claimed.some((name) => claimAt(findings, name) === 'unknown');
  if (unclaimed && signUp && document.unavailable.claims === 'deny') {
    return { ...base, outcome: 'deny', reason: 'claims-unavailable', message: document.busyMessage };
  }
  if (seeksOwners && addresses.some((name) => isOwned(attempt, findings, name))) {
    return { ...base, outcome: 'deny', reason: 'collision', message: collisionMessage(document) };
  }
  const asked = addresses.filter((name) => !isTooLong(attempt, document, name));
  const inDoubt = asked.some((name) => (findings.facts.get(name)?.kind ?? 'unknown') === 'unknown');
  if (seeksOwners && inDoubt && document.unavailable.directory === 'deny') {
    return { ...base, outcome: 'deny', reason: 'directory-unavailable', message: document.busyMessage };
  }
  if (!signUp) return { ...base, outcome: 'untouched', reason: 'source-untouched' };
  if (coded) return { ...base, outcome: 'code', reason: 'rule' };
  if (approved && !approves) return { ...base, outcome: 'code', reason: 'mode' };
  if (!approved) return { ...base, outcome: 'code', reason: 'otherwise' };
  return approve({ document, attempt, at, findings, resources }, base, wanted);
}

/** What the rules come to; with the counts that were found, or as if none were exceeded. */
function whatRulesSay({ document, attempt, at, findings, resources }: Case, counted: boolean) {
  const signUp = attempt.trigger === 'sign-up';
  const federated = attempt.trigger === 'external-provider';
  const { limits: withoutCount = 'code' } = document.unavailable;
  const taking = document.rules
    .filter((rule) => rule.mode !== 'observe' && hasBegun(rule, at) && !hasEnded(rule, at))
    .map((rule) => ({ rule, answer: isAbout(rule, attempt, resources) }));
  const limited = taking.filter(
    ({ rule, answer }) => rule.limit !== undefined && answer !== 'no' && hasKey(rule.limit.by, attempt),
  );
  const now = taking.flatMap(({ rule, answer }): { rule: RuleDocument; answer: Answer }[] => {
    if (rule.limit === undefined) return [{ rule, answer }];
    if (!counted || !limited.some((one) => one.rule === rule)) return [];
    const outcome = findings.limits?.get(rule.id) ?? { kind: 'unknown' };
    const isOver = outcome.kind === 'flooded' || (outcome.kind === 'counted' && outcome.count > rule.limit.count);
    if (isOver) return [{ rule, answer: rule.then === 'code' ? 'unknown' : answer }];
    if (outcome.kind === 'counted' || !signUp || withoutCount === 'ignore') return [];
    return [{ rule: { ...rule, then: withoutCount, message: document.busyMessage }, answer: 'unknown' }];
  });
  const ofKind = (kind: RuleDocument['then'], answers: readonly Answer[]) =>
    now.filter(({ rule, answer }) => rule.then === kind && answers.includes(answer)).map(({ rule }) => rule);
  const denials = ofKind('deny', ['yes', 'unknown']);
  const eligible = attempt.trigger === 'admin-create' ? denials.filter(namesAdmin) : denials;
  const certainCodes = ofKind('code', ['yes']);
  const doubtfulCodes = ofKind('code', ['unknown']);
  const approvals = ofKind('approve', ['yes']);

  const denied = eligible.length > 0;
  const certain = certainCodes.length > 0 || approvals.length > 0;
  const codes = certainCodes.length > 0 ? certainCodes : approvals.length > 0 ? doubtfulCodes : [];
  const coded = !denied && codes.length > 0;
  const approved = !denied && !coded && approvals.length > 0;
  const approves = signUp && approved && document.mode !== 'code-only';
  const shut = (signUp || federated) && !certain && document.otherwise === 'deny';
  const refused = denied || shut;
  const seeksOwners =
    (signUp && !refused && !approves && document.collision.code === 'deny') ||
    (federated && !refused && document.collision.federated === 'deny');
  const turnsToCode = limited.some(({ rule }) => rule.then === 'code' || withoutCount === 'code');
  const mayTurn = approves && turnsToCode && document.collision.code === 'deny';
  return { eligible, denied, codes, coded, approvals, approved, approves, refused, seeksOwners, mayTurn };
}

/** Every limit counts whoever the rest of its rule is about, observed or not; an administrator only where it could refuse one. */
function countedBy(document: PolicyDocument, attempt: Attempt, at: string, resources: Resources): readonly string[] {
  const counting = document.rules.filter((rule) => {
    if (rule.limit === undefined || !hasBegun(rule, at) || hasEnded(rule, at)) return false;
    if (attempt.trigger === 'admin-create' && !(rule.then === 'deny' && namesAdmin(rule))) return false;
    return hasKey(rule.limit.by, attempt) && isAbout(rule, attempt, resources) !== 'no';
  });
  return ids(counting);
}

/** Whether an attempt has what is counted, well-formed or not. */
function hasKey(by: LimitBy, { email, phone, client, trigger }: Attempt): boolean {
  if (by === 'emailDomain' || by === 'mailbox') return email.kind !== 'absent';
  if (by === 'phonePrefix' || by === 'phoneCountry') return phone.kind !== 'absent';
  if (by === 'client') return client.kind !== 'absent';
  return by === 'everybody' || trigger === 'external-provider';
}

/** An approval verifies what is asked for, given, well-formed, free and won, and confirms. */
function approve(
  { document, attempt, findings }: Case,
  base: Omit<Plain, 'outcome' | 'reason'>,
  wanted: AliasAttribute[],
): Plain {
  const present = wanted.filter((name) => addressOf(attempt, name).kind !== 'absent');
  const doubts = present.map((name) => [name, doubtAbout(attempt, document, findings, name)] as const);
  const verified = doubts.filter(([, doubt]) => doubt === null).map(([name]) => name);
  const withheld = doubts.filter(([, doubt]) => doubt !== null).map(([name, doubt]) => `${name} ${doubt}`);
  const has = (doubt: string) => doubts.some(([, other]) => other === doubt);
  const usable = wanted.filter((name) => addressOf(attempt, name).kind === 'given');
  const asked = usable.filter((name) => !isTooLong(attempt, document, name));
  const unanswered = asked.some((name) => findings.facts.get(name)?.kind === 'unknown');

  const owned = present.some((name) => isOwned(attempt, findings, name));
  const duplicate = {
    ...base,
    withheld,
    outcome: 'deny',
    reason: 'collision',
    message: collisionMessage(document),
  } as const;
  if (owned && document.collision.then === 'deny') return duplicate;
  if (unanswered && document.unavailable.directory === 'deny') {
    return { ...base, withheld, outcome: 'deny', reason: 'directory-unavailable', message: document.busyMessage };
  }
  const hasContact = attempt.email.kind !== 'absent' || attempt.phone.kind !== 'absent';
  if (verified.length > 0 || wanted.length === 0 || !hasContact) {
    return { ...base, verified, withheld, outcome: 'approve', reason: 'rule' };
  }
  if (owned && document.collision.code === 'deny') return duplicate;
  const lostClaim = base.claims.some((claim) => claimAt(findings, claim.split(' ')[0]) === 'unknown');
  const reason = has('held')
    ? 'collision'
    : has('claimed')
      ? 'claimed'
      : has('unknown')
        ? lostClaim
          ? 'claims-unavailable'
          : 'directory-unavailable'
        : has('malformed') || has('too-long')
          ? 'malformed-attribute'
          : 'rule';
  return { ...base, withheld, outcome: 'code', reason };
}

/** Why an attribute may not be verified, or null. */
function doubtAbout(
  attempt: Attempt,
  document: PolicyDocument,
  findings: Findings,
  name: AliasAttribute,
): string | null {
  if (addressOf(attempt, name).kind === 'malformed') return 'malformed';
  const fact = findings.facts.get(name)?.kind;
  if (fact === 'held') return 'held';
  if (isTooLong(attempt, document, name)) return 'too-long';
  if (fact !== 'free' || claimAt(findings, name) === 'unknown') return 'unknown';
  return claimAt(findings, name) === 'won' ? null : 'claimed';
}

/** Beyond what Cognito takes: a filter of 256 characters, with the value in lower case too, and a name of 128. */
function isTooLong(attempt: Attempt, { lookup }: PolicyDocument, name: AliasAttribute): boolean {
  const address = addressOf(attempt, name);
  if (address.kind !== 'given') return false;
  const { raw } = address.value;
  const filters = [raw, raw.toLowerCase()].map((value) => `${name} = "${value}"`);
  if (lookup !== 'alias' && filters.some((filter) => filter.length > 256)) return true;
  return lookup !== 'list' && raw.length > 128;
}

/** Whether a rule is about an attempt: yes if `when` is true and `unless` false, no if either says so, else unknown. */
function isAbout(rule: RuleDocument, attempt: Attempt, resources: Resources): Answer {
  const when = halfOf(rule.when ?? {}, attempt, resources);
  const unless = rule.unless === undefined ? 'no' : halfOf(rule.unless, attempt, resources);
  if (when === 'no' || unless === 'yes') return 'no';
  return when === 'yes' && unless === 'no' ? 'yes' : 'unknown';
}

/** A day is all of it, as UTC counts days; a time is that moment, in whatever zone it is written. */
function hasBegun({ from }: RuleDocument, at: string): boolean {
  if (from === undefined) return true;
  return from.length === 10 ? at.slice(0, 10) >= from : Date.parse(at) >= Date.parse(from);
}

function hasEnded({ until }: RuleDocument, at: string): boolean {
  if (until === undefined) return false;
  return until.length === 10 ? at.slice(0, 10) > until : Date.parse(at) >= Date.parse(until);
}

function namesAdmin(rule: RuleDocument): boolean {
  const named = rule.when?.['trigger'];
  return Array.isArray(named) && named.includes('admin-create');
}

function ids(rules: readonly RuleDocument[]): readonly string[] {
  return rules.map(({ id }) => id).sort();
}

function attributes(keep: (name: AliasAttribute) => boolean | undefined): AliasAttribute[] {
  const both: AliasAttribute[] = ['email', 'phone_number'];
  return both.filter(keep);
}

function addressOf(attempt: Attempt, name: string): Given<{ readonly raw: string }> {
  return name === 'email' ? attempt.email : attempt.phone;
}

function claimAt(findings: Findings, name: string | undefined): string {
  return findings.claims.get(name === 'email' ? 'email' : 'phone_number')?.kind ?? 'unknown';
}

/** Whether another user has the address verified, or came by a provider and has it at all. */
function isOwned({ userName }: Attempt, findings: Findings, name: AliasAttribute): boolean {
  const fact = findings.facts.get(name);
  if (fact === undefined || fact.kind === 'unknown') return false;
  const others = fact.holders.filter((holder) => holder.carries !== false && holder.userName !== userName);
  return others.some(({ verified, status }) => verified || status === 'EXTERNAL_PROVIDER');
}

function collisionMessage({ collision, denyMessage }: PolicyDocument): string {
  return collision.message ?? denyMessage;
}

function verifiedHolder(findings: Findings, name: AliasAttribute): boolean {
  const fact = findings.facts.get(name);
  return fact?.kind === 'held' && fact.holders.some(({ verified }) => verified);
}
