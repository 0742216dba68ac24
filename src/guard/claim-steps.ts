/**
 * The sequence of claim writes of one attempt as pure steps: what to write next, and what an answer means. `claim.ts`
 * carries them out. A write covers every address or none, so nothing ever has to be released.
 */
import type { AliasAttribute } from '../core/attempt.ts';
import { afterContest, type ClaimFound, type ClaimOutcome, type ClaimRequest } from '../core/claims.ts';
import { type AliasFact, type Failure, hasVerifiedHolder } from '../core/facts.ts';
import type { Result } from '../core/result.ts';

/** What became of each claim, by attribute. */
export type ClaimOutcomes = ReadonlyMap<AliasAttribute, ClaimOutcome>;

/** What one write brought back: the finding at each address, or that the table gave no answer. */
export type Written = Result<ReadonlyMap<AliasAttribute, ClaimFound>, Failure>;

/** Where a sequence stands: a write to be made, a wait for what the look-ups found, or the end. */
export type ClaimStep =
  | {
      readonly kind: 'write';
      /** Everything that the attempt claims: an unanswered write leaves all of it unknown. */
      readonly all: readonly ClaimRequest[];
      readonly requests: readonly ClaimRequest[];
      readonly outcomes: ClaimOutcomes;
      readonly writesLeft: number;
    }
  | { readonly kind: 'weigh'; readonly outcomes: ClaimOutcomes; readonly next: ClaimStep }
  | { readonly kind: 'done'; readonly outcomes: ClaimOutcomes };

/** A contested write is repeated as marks, which only a claim in flight can refuse; a third failure is somebody racing us. */
const MOST_WRITES = 3;

/** Begins a sequence. */
export function beginClaims(requests: readonly ClaimRequest[]): ClaimStep {
  return writeNext(requests, requests, new Map(), MOST_WRITES);
}

/** Goes on after a write. Beside a claim in flight, what the look-ups found must be weighed first. */
export function afterWrite(step: Extract<ClaimStep, { kind: 'write' }>, written: Written): ClaimStep {
  if (!written.ok) return { kind: 'done', outcomes: unknownAll(step.all, written.error) };
  const found = written.value;
  const at = (state: ClaimFound) => step.requests.filter(({ alias }) => found.get(alias.attribute) === state);
  if (at('clear').length === step.requests.length) {
    return { kind: 'done', outcomes: merge(step.outcomes, standing(step.requests)) };
  }
  const busy = at('in-flight');
  const outcomes = merge(step.outcomes, inFlight(busy));
  const next = writeNext(step.all, afterContest(step.requests, found), outcomes, step.writesLeft - 1);
  return outcomes.size > 0 ? { kind: 'weigh', outcomes, next } : next;
}

/**
 * Goes on once the look-ups are done: beside a claim in flight, only where they prove a verified holder. The attempt is
 * then not granted that address either, so only then is the rest written.
 */
export function afterFacts(
  { outcomes, next }: Extract<ClaimStep, { kind: 'weigh' }>,
  facts: ReadonlyMap<AliasAttribute, AliasFact>,
): ClaimStep {
  const refused = [...outcomes.keys()].some((attribute) => !hasVerifiedHolder(facts.get(attribute)));
  return refused ? { kind: 'done', outcomes } : next;
}

/** What claims that stand mean for the decision; also what becomes of requests where claims are switched off. */
export function standing(requests: readonly ClaimRequest[]): ClaimOutcomes {
  return new Map(requests.map(({ alias, kind }) => [alias.attribute, { kind: kind === 'mark' ? 'marked' : 'won' }]));
}

/** The same unknown outcome for every request. */
export function unknownAll(requests: readonly ClaimRequest[], failure: Failure): ClaimOutcomes {
  return new Map(requests.map(({ alias }) => [alias.attribute, { kind: 'unknown', failure }]));
}

function inFlight(requests: readonly ClaimRequest[]): ClaimOutcomes {
  return new Map(requests.map(({ alias }) => [alias.attribute, { kind: 'in-flight' }]));
}

/** The next write, or the end: nothing left to write, or writes used up, which leaves the rest as good as in flight. */
function writeNext(
  all: readonly ClaimRequest[],
  requests: readonly ClaimRequest[],
  outcomes: ClaimOutcomes,
  writesLeft: number,
): ClaimStep {
  if (requests.length === 0) return { kind: 'done', outcomes };
  if (writesLeft === 0) return { kind: 'done', outcomes: merge(outcomes, inFlight(requests)) };
  return { kind: 'write', all, requests, outcomes, writesLeft };
}

function merge(first: ClaimOutcomes, second: ClaimOutcomes): ClaimOutcomes {
  return new Map([...first, ...second]);
}
