/**
 * The sequence of claim writes of one attempt. One conditional write; a contested address costs a second. Nothing has to
 * be released: a write covers every address or none.
 */
import type { AliasAttribute } from '../core/attempt.ts';
import { afterContest, type ClaimFound, type ClaimOutcome, type ClaimRequest } from '../core/claims.ts';
import { type AliasFact, type Failure, hasVerifiedHolder } from '../core/facts.ts';
import type { Result } from '../core/result.ts';

/** One write of the table, for a claimant and a budget that the caller has bound. */
export type WriteClaims = (
  requests: readonly ClaimRequest[],
) => Promise<Result<ReadonlyMap<AliasAttribute, ClaimFound>, Failure>>;

type Outcomes = Map<AliasAttribute, ClaimOutcome>;

/** A contested write is repeated as marks, which only a claim in flight can refuse; a third failure is somebody racing us. */
const MOST_WRITES = 3;

/**
 * Claims every address of an attempt. `facts` resolves to what the look-ups found: beside a claim in flight, the attempt
 * goes on only where they prove a verified holder (it is then not granted either), so only then is the rest written.
 */
export async function claimAll(
  requests: readonly ClaimRequest[],
  write: WriteClaims,
  facts: Promise<ReadonlyMap<AliasAttribute, AliasFact>>,
): Promise<ReadonlyMap<AliasAttribute, ClaimOutcome>> {
  const outcomes: Outcomes = new Map();
  let pending = requests;
  for (let writes = 0; writes < MOST_WRITES && pending.length > 0; writes += 1) {
    const written = await write(pending);
    if (!written.ok) return unknownAll(requests, written.error);
    const found = written.value;
    if (pending.every(({ alias }) => found.get(alias.attribute) === 'clear')) return settleAll(outcomes, pending);
    for (const { alias } of pending) {
      if (found.get(alias.attribute) === 'in-flight') outcomes.set(alias.attribute, { kind: 'in-flight' });
    }
    if (await mustRefuse(outcomes, facts)) return outcomes;
    pending = afterContest(pending, found);
  }
  return busyAll(outcomes, pending);
}

async function mustRefuse(
  outcomes: Outcomes,
  facts: Promise<ReadonlyMap<AliasAttribute, AliasFact>>,
): Promise<boolean> {
  if (outcomes.size === 0) return false;
  const known = await facts;
  return [...outcomes.keys()].some((attribute) => !hasVerifiedHolder(known.get(attribute)));
}

function settleAll(outcomes: Outcomes, written: readonly ClaimRequest[]): Outcomes {
  for (const { alias, kind } of written) outcomes.set(alias.attribute, { kind: kind === 'mark' ? 'marked' : 'won' });
  return outcomes;
}

function busyAll(outcomes: Outcomes, pending: readonly ClaimRequest[]): Outcomes {
  for (const { alias } of pending) outcomes.set(alias.attribute, { kind: 'in-flight' });
  return outcomes;
}

/** The same unknown outcome for every request. */
export function unknownAll(
  requests: readonly ClaimRequest[],
  failure: Failure,
): ReadonlyMap<AliasAttribute, ClaimOutcome> {
  return new Map(requests.map(({ alias }) => [alias.attribute, { kind: 'unknown', failure }]));
}
