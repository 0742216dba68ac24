/**
 * The rules of claims: what a sign-up leaves on an address, and what it means to find somebody else's. Pure; the table
 * is `aws/`'s, the sequence of writes `guard/`'s. Times are milliseconds.
 */
import type { Alias } from './attempt.ts';
import type { Failure } from './facts.ts';

/** How long a verifying claim excludes others: longer than a trigger and Cognito's persistence can take. */
export const VERIFYING_MS = 15_000;

/** How long any claim stays as a mark: until ListUsers must show its user (117 s of lateness tolerated). */
export const MARK_MS = 120_000;

/** `verifying` may end in a grant and excludes others for a while; `mark` only tells that somebody is signing up. */
export type ClaimKind = 'verifying' | 'mark';

/** A claim to be written. */
export type ClaimRequest = { readonly alias: Alias; readonly kind: ClaimKind };

/**
 * A claim as it stands in the table. `since` is when its owner first wrote it: a repeated call writes a verifying claim
 * again, but not for ever.
 */
export type ClaimItem = {
  readonly kind: ClaimKind;
  readonly owner: string;
  readonly writtenAt: number;
  readonly since: number;
};

/** What one write found at one address: nothing in its way, another's verifying claim in flight, or anything else. */
export type ClaimFound = 'clear' | 'in-flight' | 'contested';

/** What became of the claim on one address, for the decision. */
export type ClaimOutcome =
  /** A verifying claim stands, or claims are switched off: a grant is allowed. */
  | { readonly kind: 'won' }
  /** A mark stands: no grant on this address. */
  | { readonly kind: 'marked' }
  /** Another sign-up is being verified on this address at this moment; nothing of ours stands. */
  | { readonly kind: 'in-flight' }
  /** The table gave no answer. */
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** Whether an item still stands at that moment. */
export function isLive(item: ClaimItem, now: number): boolean {
  return now - item.writtenAt < MARK_MS;
}

/** Whether an item is a verifying claim that still excludes others. */
export function isInFlight(item: ClaimItem, now: number): boolean {
  return item.kind === 'verifying' && now - item.writtenAt < VERIFYING_MS;
}

/**
 * What a write of that kind by that owner finds. A verifying claim succeeds on nothing, on an expired claim and on one's
 * own verifying claim in flight (a repeated call); one's own mark does not count as won. A mark succeeds on everything
 * but a verifying claim in flight, one's own included: a second sign-up under the same user name, through another client,
 * must not take away what protects the first. Cognito repeats a call within seconds; whoever goes on signing up under one
 * name is a stranger who would keep everybody else out, so a claim is renewed only in its first fifteen seconds.
 */
export function findingOf(kind: ClaimKind, owner: string, item: ClaimItem | null, now: number): ClaimFound {
  if (item === null || !isLive(item, now)) return 'clear';
  if (isInFlight(item, now)) return kind === 'verifying' && mayRenew(item, owner, now) ? 'clear' : 'in-flight';
  return kind === 'mark' ? 'clear' : 'contested';
}

function mayRenew(item: ClaimItem, owner: string, now: number): boolean {
  return item.owner === owner && now - item.since < VERIFYING_MS;
}

/** The next write after a contested one: a mark where something stood in the way, the rest as before. */
export function afterContest(
  requests: readonly ClaimRequest[],
  found: ReadonlyMap<string, ClaimFound>,
): readonly ClaimRequest[] {
  return requests
    .filter(({ alias }) => found.get(alias.attribute) !== 'in-flight')
    .map((request) => (found.get(request.alias.attribute) === 'contested' ? { ...request, kind: 'mark' } : request));
}
