/**
 * How often the keys of limits were seen before, as people type it: `--seen RULE=N`, or `seen` in a case.
 */
import { InvalidArgumentError } from 'commander';
import type { PolicyDocument } from '../../core/policy.ts';
import { quoted } from '../../policy/file/issue.ts';
import { nearest } from '../../policy/file/spelling.ts';

/** Earlier attempts by rule. */
export type SeenBefore = Readonly<Record<string, number>>;

/** Adds one rule's count to those before it. */
export function collectSeen(text: string, before: SeenBefore = {}): SeenBefore {
  const [, rule, count] = /^(.+)=([0-9]{1,9})$/u.exec(text) ?? [];
  if (rule === undefined) throw new InvalidArgumentError('write it as RULE=N, as sms-flood=31.');
  return { ...before, [rule]: Number(count) };
}

/** A complaint where a rule is named that has no limit; null where all have one. */
export function unlimitedAmong(ids: readonly string[], { rules }: Pick<PolicyDocument, 'rules'>): string | null {
  const limited = rules.flatMap(({ id, limit }) => (limit === undefined ? [] : [id]));
  const other = ids.find((id) => !limited.includes(id));
  if (other === undefined) return null;
  if (rules.some(({ id }) => id === other)) return `the rule ${quoted(other)} has no \`limit\``;
  const near = nearest(other, limited);
  return `the policy has no rule ${quoted(other)}${near === null ? '' : `; did you mean ${quoted(near)}?`}`;
}
