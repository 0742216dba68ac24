/**
 * What a limit must obey beyond its shape. Held wherever a policy is read, the trigger included.
 */
import { parseDuration } from '../core/duration.ts';
import { PER_SECONDS } from '../core/limits/limit.ts';
import type { RuleDocument } from '../core/policy.ts';
import type { Breach } from './attester-breaches.ts';

/** Every broken invariant of a rule's limit, with paths within the rule. */
export function limitBreaches({ limit, then }: Pick<RuleDocument, 'limit' | 'then'>): readonly Breach[] {
  if (limit === undefined) return [];
  const granting = { code: 'limit-with-approve', path: ['limit'], message: GRANTS };
  return [...(then === 'approve' ? [granting] : []), ...perBreaches(limit.per)];
}

const GRANTS =
  'an approval cannot have a `limit`: a limit never grants. Write a rule with `then: code` or `then: deny` that has it';

function perBreaches(per: string): readonly Breach[] {
  const message = objectionTo(per);
  return message === null ? [] : [{ code: 'bad-value', path: ['limit', 'per'], message }];
}

function objectionTo(per: string): string | null {
  const seconds = parseDuration(per);
  if (/^[0-9]+$/u.test(per)) return `\`per\` has no unit: write \`${per}m\` for minutes, \`${per}h\` for hours`;
  if (seconds === null)
    return `\`per\` is a whole number and a unit, \`m\`, \`h\` or \`d\`, such as \`1h\`, not \`${per}\``;
  if (seconds < PER_SECONDS.shortest) return `\`per: ${per}\` is shorter than a minute, which is the shortest: \`1m\``;
  return seconds > PER_SECONDS.longest ? `\`per: ${per}\` is longer than a day, which is the longest: \`1d\`` : null;
}
