/**
 * What another policy could have decided, from what was found for the one in force. Look-ups are never repeated: whatever
 * the other policy would have needed to know beyond them stands in every way it could have come out. Pure.
 */
import type { AliasAttribute, Attempt } from './attempt.ts';
import type { ClaimOutcome, ClaimRequest } from './claims.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { type AliasFact, type Counting, countsAs, FEDERATED, type Holder, hasOwner, isOwner } from './facts.ts';
import type { LimitOutcome, LimitOutcomes, LimitRequest } from './limits/limit.ts';
import { type Plan, plan } from './plan.ts';
import type { CompiledPolicy, RuleOutcome } from './policy.ts';
import type { Findings } from './withholding.ts';

/** How a policy reads the pool: which look-ups it asks, and who counts in them. */
export type ReadingTerms = { readonly lookup: CompiledPolicy['lookup']; readonly counting: Counting };

/** What the policy in force asked for: its terms, and the addresses that it would have verified. */
export type Asked = ReadingTerms & { readonly toVerify: readonly AliasAttribute[] };

const FREE: AliasFact = { kind: 'free', holders: [] };
const DOUBT: AliasFact = { kind: 'unknown', failures: [] };

/** One of each kind of user who may have an alias: an owner, a squatter, one from a provider, one who does not carry it. */
const OWNER: Holder = { userName: '', verified: true, enabled: true, status: 'UNKNOWN' };
const STRANGERS: readonly Holder[] = [
  OWNER,
  { ...OWNER, verified: false },
  { ...OWNER, verified: false, status: FEDERATED },
  { ...OWNER, carries: false },
];

/** What a policy asks for by its plan of an attempt. */
export function askedBy({ lookup }: Pick<CompiledPolicy, 'lookup'>, { counting, claims }: Plan): Asked {
  const toVerify = claims.filter(({ kind }) => kind === 'verifying').map(({ alias }) => alias.attribute);
  return { lookup, counting, toVerify };
}

/** Every decision that the policy could have come to; one, where nothing is missing. */
export function possibleDecisions(
  attempt: Attempt,
  policy: CompiledPolicy,
  found: Findings,
  asked: Asked,
): readonly Decision[] {
  const planned = plan(attempt, policy);
  const claims = new Map(planned.claims.map((request) => [request.alias.attribute, claimFor(request, found, asked)]));
  let worlds: readonly ReadonlyMap<AliasAttribute, AliasFact>[] = [new Map()];
  for (const { attribute } of planned.lookUps) {
    const readings = reread(found.facts.get(attribute), asked, askedBy(policy, planned), attempt.userName);
    worlds = worlds.flatMap((world) => readings.map((fact) => new Map(world).set(attribute, fact)));
  }
  const counts = possibleCounts(policy, planned.limits, found.limits);
  // a user name that was not looked up is taken for free: under one that somebody has, neither policy makes a user
  const name = planned.name === null ? undefined : found.name;
  return worlds.flatMap((facts) =>
    counts.map((limits) => decide(attempt, policy, planned, { facts, name, claims, limits })),
  );
}

/**
 * How the counts of a policy's limits could have come out, where they are not known. What becomes of an attempt hangs on
 * whether any denial, any code rule, or none has its count exceeded, so one of each stands for all.
 */
export function possibleCounts(
  { rules }: Pick<CompiledPolicy, 'rules'>,
  requests: readonly LimitRequest[],
  known: LimitOutcomes = new Map(),
): readonly LimitOutcomes[] {
  const below = new Map(requests.map(({ rule }): [string, LimitOutcome] => [rule, known.get(rule) ?? countedAs(1)]));
  const open = requests.filter(({ rule }) => !known.has(rule));
  const taking = (then: Exclude<RuleOutcome, 'approve'>) =>
    open.find(({ rule }) => rules.some((one) => one.id === rule && one.then === then && !one.observes));
  const exceeded = [taking('code'), taking('deny')].filter((request) => request !== undefined);
  return [below, ...exceeded.map(({ rule, count }) => new Map(below).set(rule, countedAs(count + 1)))];
}

function countedAs(count: number): LimitOutcome {
  return { kind: 'counted', count };
}

/** What another policy could know of an alias, given what was found under the terms of the one in force. */
export function reread(
  fact: AliasFact | undefined,
  from: ReadingTerms,
  to: ReadingTerms,
  self: string | null,
): readonly AliasFact[] {
  const read = (holders: readonly Holder[]): AliasFact => {
    return { kind: holders.some((holder) => countsAs(to.counting, holder, self)) ? 'held' : 'free', holders };
  };
  const told = (reading: AliasFact) => `${reading.kind} ${hasOwner(reading, self)}`;
  const readings = completionsOf(fact).flatMap((complete) => readingsOf(complete, from, to, { read, self }));
  const alike = Map.groupBy(readings, told);
  return [...alike.values()].flatMap((same) => same.slice(0, 1));
}

/** Where listing stopped early, anybody may come after those who were seen. */
function completionsOf(fact: AliasFact | undefined): readonly (AliasFact | undefined)[] {
  if (fact?.kind !== 'held' || !fact.atLeast) return [fact];
  const { kind, holders } = fact;
  return [{ kind, holders }, ...STRANGERS.map((stranger) => ({ kind, holders: [...holders, stranger] }))];
}

type Reader = { readonly read: (holders: readonly Holder[]) => AliasFact; readonly self: string | null };

function readingsOf(
  fact: AliasFact | undefined,
  from: ReadingTerms,
  to: ReadingTerms,
  { read, self }: Reader,
): readonly AliasFact[] {
  const both = from.lookup === 'both';
  const asksMore = !both && from.lookup !== to.lookup;
  const asksLess = to.lookup !== 'both' && from.lookup !== to.lookup;
  const strangers = STRANGERS.map((stranger) => read([stranger]));
  if (fact === undefined) return [FREE, ...strangers, DOUBT];
  if (fact.kind === 'unknown') {
    // doubt tells of no holder, but beside the look-up that failed one may have been seen who did not count
    const hidden = strangers.filter(({ kind }) => kind === 'free');
    const countsMore = both && mayCountMore(from.counting, to.counting);
    const held = strangers.filter(({ kind }) => kind === 'held');
    return [fact, ...(asksLess ? [FREE, ...hidden] : []), ...(asksMore || countsMore ? held : [])];
  }
  const here = read(fact.holders);
  const parts = asksLess ? [here, ...partsOf(fact.holders, self).map(read)] : [here];
  const more = asksMore ? strangers : [];
  // a look-up that failed beside the one that saw a holder left no trace, and which of them saw whom neither
  const mayHaveFailed = both ? fact.kind === 'held' : asksMore;
  const doubt = mayHaveFailed && !(here.kind === 'held' && !asksLess) ? [DOUBT] : [];
  const gone = asksLess ? [FREE] : [];
  if (here.kind === 'held' && asksMore && !asksLess) return [here, ...more.filter(({ kind }) => kind === 'held')];
  return [...parts, ...gone, ...more, ...doubt];
}

/** What one of two look-ups may have seen: the owners, the others, or all of them before they had verified it. */
function partsOf(holders: readonly Holder[], self: string | null): readonly (readonly Holder[])[] {
  const owners = holders.filter((holder) => isOwner(holder, self));
  const others = holders.filter((holder) => !owners.includes(holder));
  return [owners, others, holders.map((holder) => ({ ...holder, verified: false }))];
}

/**
 * Whether somebody who does not count one way may count the other. Owners who are known to be verified and to carry the
 * address count every way; a verified hit that does not carry it owns nothing, and one's own user is nobody's duplicate.
 */
function mayCountMore(from: Counting, to: Counting): boolean {
  return from !== to && from !== 'any';
}

/**
 * A claim of the other policy: what stood in the way of ours stands in its way, and nothing else is invented. A mark where
 * ours would verify nothing is what it asked for, so nothing stood in the way. Where the other asks for a mark, no grant hangs on it.
 */
function claimFor({ alias }: ClaimRequest, found: Findings, { toVerify }: Asked): ClaimOutcome {
  const outcome = found.claims.get(alias.attribute);
  if (outcome?.kind === 'in-flight' || outcome?.kind === 'unknown') return outcome;
  return outcome?.kind === 'marked' && toVerify.includes(alias.attribute) ? outcome : { kind: 'won' };
}

/** What a shadow policy says of an attempt. `unknown`: it could have come out either way; null: so could the comparison. */
export type ShadowOpinion = { readonly outcome: Decision['outcome'] | 'unknown'; readonly differs: boolean | null };

/** Compares what the policy could have decided with what was decided. */
export function opinionOf(possible: readonly Pick<Decision, 'outcome'>[], decided: Decision['outcome']): ShadowOpinion {
  const outcomes = new Set(possible.map(({ outcome }) => outcome));
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0) return { outcome: only, differs: only !== decided };
  return { outcome: 'unknown', differs: outcomes.size === 0 || outcomes.has(decided) ? null : true };
}
