/**
 * Two limits on one key, or on everybody and some key, of which one never matters: the other takes part sooner, and does as much.
 */
import { isDeepStrictEqual } from 'node:util';
import { parseDuration } from '../../../core/duration.ts';
import type { RuleDocument } from '../../../core/policy.ts';
import { beats } from '../../../core/rules.ts';
import type { Lint } from '../lint-rule.ts';
import { takesPart } from '../rule-scope.ts';

/** The warning `limit-idle`. */
export const sameLimit: Lint = ({ rules }) =>
  rules.flatMap((rule, index) => {
    // Stryker disable next-line EqualityOperator: no rule is sooner than itself
    const sooner = rules.find((other, at) => isSooner(other, rule) && !(at > index && isSooner(rule, other)));
    if (sooner === undefined) return [];
    const message = `\`${rule.id}\` never matters: \`${sooner.id}\` counts ${whatIn(sooner, rule)} and takes part sooner, with \`then: ${sooner.then}\``;
    return [{ code: 'limit-idle', path: ['rules', index, 'limit'], message }];
  });

function whatIn({ limit }: RuleDocument, { limit: later }: RuleDocument): string {
  // Stryker disable next-line OptionalChaining: for the compiler; both have a limit
  return limit?.by === later?.by ? 'the same key' : 'everybody';
}

/** Whether one rule takes part wherever the other does, and does no less. */
function isSooner(one: RuleDocument, other: RuleDocument): boolean {
  const [limit, later] = [one.limit, other.limit];
  if (one === other || limit === undefined || later === undefined) return false;
  if (!takesPart(one) || !takesPart(other) || beats(other.then, one.then)) return false;
  // everybody is counted with any key, and whatever comes within a while comes within a longer one
  if (limit.by !== later.by && limit.by !== 'everybody') return false;
  if ((parseDuration(limit.per) ?? 0) < (parseDuration(later.per) ?? 0)) return false;
  return limit.count <= later.count && isDeepStrictEqual(aboutOf(one), aboutOf(other));
}

function aboutOf({ when, unless, from, until }: RuleDocument): readonly unknown[] {
  return [when, unless, from, until];
}
