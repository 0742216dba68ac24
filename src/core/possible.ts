/**
 * What another policy could have decided, from what was found for the one in force. Look-ups are never repeated: whatever
 * the other policy would have needed to know beyond them stands in every way it could have come out. Pure.
 */
import type { AliasAttribute, Attempt } from './attempt.ts';
import type { ClaimOutcome, ClaimRequest } from './claims.ts';
import { decide, type Findings } from './decide.ts';
import type { Decision } from './decision.ts';
import type { AliasFact, Holder, HolderScope } from './facts.ts';
import { plan } from './plan.ts';
import type { CompiledPolicy } from './policy.ts';

/** How a policy reads the pool: which look-ups it asks, and who counts as holding. */
export type ReadingTerms = { readonly lookup: CompiledPolicy['lookup']; readonly holders: HolderScope };

const SOMEBODY: Holder = { userName: '', verified: true, enabled: true, status: 'UNKNOWN' };
const FREE: AliasFact = { kind: 'free', holders: [] };
const HELD: AliasFact = { kind: 'held', holders: [SOMEBODY] };
const DOUBT: AliasFact = { kind: 'unknown', failures: [] };

/** The terms of a policy. */
export function termsOf({ lookup, collision }: Pick<CompiledPolicy, 'lookup' | 'collision'>): ReadingTerms {
  return { lookup, holders: collision.holders };
}

/** Every decision that the policy could have come to; one, where nothing is missing. */
export function possibleDecisions(
  attempt: Attempt,
  policy: CompiledPolicy,
  found: Findings,
  asked: ReadingTerms,
): readonly Decision[] {
  const planned = plan(attempt, policy);
  const claims = new Map(planned.claims.map((request) => [request.alias.attribute, claimFor(request, found)]));
  let worlds: readonly ReadonlyMap<AliasAttribute, AliasFact>[] = [new Map()];
  for (const { attribute } of planned.lookUps) {
    const readings = reread(found.facts.get(attribute), asked, termsOf(policy));
    worlds = worlds.flatMap((world) => readings.map((fact) => new Map(world).set(attribute, fact)));
  }
  return worlds.map((facts) => decide(attempt, policy, planned, { facts, claims }));
}

/** What another policy could know of an alias, given what was found under the terms of the one in force. */
export function reread(fact: AliasFact | undefined, from: ReadingTerms, to: ReadingTerms): readonly AliasFact[] {
  if (fact === undefined) return [FREE, HELD, DOUBT];
  const both = from.lookup === 'both';
  const asksMore = !both && from.lookup !== to.lookup;
  const asksLess = to.lookup !== 'both' && from.lookup !== to.lookup;
  if (fact.kind === 'unknown') {
    // doubt tells of no holder, but beside the look-up that failed an unverified one may have been seen who did not count
    const countsMore = both && from.holders === 'verified' && to.holders === 'any';
    return [fact, ...(asksLess ? [FREE] : []), ...(asksMore || countsMore ? [HELD] : [])];
  }
  const free: AliasFact = { kind: 'free', holders: fact.holders };
  const held: AliasFact = { kind: 'held', holders: fact.holders };
  const counts = to.holders === 'any' ? fact.holders.length > 0 : fact.holders.some((holder) => holder.verified);
  // a look-up that failed beside the one that saw a holder left no trace, and which of them saw whom neither
  if (counts && asksLess) return both && fact.kind === 'free' ? [held, FREE] : [held, FREE, DOUBT];
  if (counts) return [held];
  if (asksMore) return [free, HELD, DOUBT];
  return both && fact.kind === 'held' ? [free, DOUBT] : [free];
}

/**
 * A claim of the other policy: what stood in the way of ours stands in its way, and nothing else is invented. A mark beside
 * no look-up is what ours asked for, so nothing stood in the way. Where the other asks for a mark, no grant hangs on it.
 */
function claimFor({ alias }: ClaimRequest, found: Findings): ClaimOutcome {
  const outcome = found.claims.get(alias.attribute);
  if (outcome?.kind === 'in-flight' || outcome?.kind === 'unknown') return outcome;
  return outcome?.kind === 'marked' && found.facts.has(alias.attribute) ? outcome : { kind: 'won' };
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
