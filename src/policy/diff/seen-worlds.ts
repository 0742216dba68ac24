/**
 * How often keys may have been seen, as far as two policies tell it apart: for each limit that only one of them has so, as
 * often as it lets pass.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument, RuleDocument } from '../../core/policy.ts';

/** Earlier attempts by rule. */
export type EarlierAttempts = Readonly<Record<string, number>>;

/** More limits than this are told as settings alone. */
const MOST_WORLDS = 24;

/** One a count of each rule with a limit that differs. */
export function seenWorlds(before: PolicyDocument, after: PolicyDocument): readonly EarlierAttempts[] {
  const rules = [...before.rules, ...after.rules];
  const changed = rules.filter((rule) => rule.limit !== undefined && !isIn(before, rule, after));
  const worlds = new Map(changed.map(({ id, limit }) => [`${id} ${limit?.count}`, { [id]: limit?.count ?? 0 }]));
  return [...worlds.values()].slice(0, MOST_WORLDS);
}

function isIn(before: PolicyDocument, rule: RuleDocument, after: PolicyDocument): boolean {
  return [before, after].every(({ rules }) => rules.some((other) => isDeepStrictEqual(other, rule)));
}
