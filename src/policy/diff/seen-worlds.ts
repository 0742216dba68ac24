/**
 * How often keys may have been seen, as far as two policies tell it apart: for each limit, as often as it lets pass. No two
 * limits need be looked at together: an exceeded one only adds to what restricts, so of two policies that end otherwise under
 * several, one has a limit that alone restricts more than the other does.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument, RuleDocument } from '../../core/policy.ts';

/** Earlier attempts by rule. */
export type EarlierAttempts = Readonly<Record<string, number>>;

/** More limits than this are told as settings alone. */
const MOST_WORLDS = 24;

/** One a count of each rule whose limit may show a difference; `complete` unless there are more than are looked at. */
export function seenWorlds(
  before: PolicyDocument,
  after: PolicyDocument,
): { readonly worlds: readonly EarlierAttempts[]; readonly complete: boolean } {
  const rules = [...before.rules, ...after.rules];
  const isChanged = (rule: RuleDocument) => !isIn(before, rule, after);
  const telling = maySayOtherwise(before, after, rules.filter(isChanged));
  const shown = rules.filter((rule) => isChanged(rule) || (telling && rule.then === 'deny'));
  const worlds = new Map(
    shown.flatMap(({ id, limit }) =>
      limit === undefined ? [] : [[`${id} ${limit.count}`, { [id]: limit.count }] as const],
    ),
  );
  return { worlds: [...worlds.values()].slice(0, MOST_WORLDS), complete: worlds.size <= MOST_WORLDS };
}

/** Whether a refusal by an unchanged limit may say something else, or no longer be meant. */
function maySayOtherwise(before: PolicyDocument, after: PolicyDocument, changed: readonly RuleDocument[]): boolean {
  const said = ({ mode, denyMessage }: PolicyDocument) => [mode, denyMessage];
  return !isDeepStrictEqual(said(before), said(after)) || changed.some(({ then }) => then === 'deny');
}

function isIn(before: PolicyDocument, rule: RuleDocument, after: PolicyDocument): boolean {
  return [before, after].every(({ rules }) => rules.some((other) => isDeepStrictEqual(other, rule)));
}

/** Whether a rule takes part as far as its limit goes: always where it has none. */
export function isExceeded({ id, limit }: Pick<RuleDocument, 'id' | 'limit'>, seen: EarlierAttempts): boolean {
  return limit === undefined || timesSeen(seen, id) >= limit.count;
}

function timesSeen(seen: EarlierAttempts, id: string): number {
  return Object.hasOwn(seen, id) ? (seen[id] ?? 0) : 0;
}
