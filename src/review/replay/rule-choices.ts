/**
 * What the rules of a policy may have said of a redacted attempt together: sets of rules, each certain or in doubt, few
 * however many rules there are. Covers every verdict that was possible and no other.
 */
import type { CompiledRule } from '../../core/policy.ts';
import type { Truth } from '../../core/truth.ts';

/** A rule, and how far it may have been about the attempt. */
export type JudgedRule = { readonly rule: CompiledRule; readonly parts: readonly Truth[] };

/** What rules may have said together. */
type Choice = readonly CompiledRule[];

/** Every choice. `open`: those rules whose part in it is not known. */
export function ruleChoices(judged: readonly JudgedRule[]): {
  readonly choices: readonly Choice[];
  readonly open: readonly CompiledRule[];
} {
  const told = judged.map(({ rule, parts }) => ({ rule, parts: tellingParts(rule, parts) }));
  const settled = told.flatMap(({ rule, parts }) =>
    parts.length === 1 ? parts.flatMap((part) => put(rule, part)) : [],
  );
  const open = told.filter(({ parts }) => parts.length > 1);
  let choices: readonly Choice[] = [settled];
  for (const group of Map.groupBy(open, effectOf).values()) {
    const ways = waysOf(group);
    choices = choices.flatMap((chosen) => ways.map((way) => [...chosen, ...way]));
  }
  return { choices, open: open.map(({ rule }) => rule) };
}

/** An approval in doubt is none and a denial in doubt is one; only a code rule knows three ways. */
function tellingParts({ then }: CompiledRule, parts: readonly Truth[]): readonly Truth[] {
  if (then === 'code') return parts;
  return [...new Set(parts.map((part) => (part === 'unknown' ? IN_DOUBT[then] : part)))];
}

const IN_DOUBT: Readonly<Record<'approve' | 'deny', Truth>> = { approve: 'no', deny: 'yes' };

/** Rules that do the same are one question: whether any of them took part. At most seven questions, however many rules. */
function effectOf({ rule: { then, verify, namesAdminCreate } }: JudgedRule): string {
  return JSON.stringify([then, verify.toSorted(), namesAdminCreate]);
}

/** The ways in which rules that do the same may have taken part: some surely, none surely but some in doubt, or none. */
function waysOf(group: readonly JudgedRule[]): readonly Choice[] {
  const within = (part: Truth) =>
    group.filter(({ parts }) => parts.includes(part)).flatMap(({ rule }) => put(rule, part));
  return [
    ...[within('yes'), within('unknown')].filter((way) => way.length > 0),
    ...(group.every(({ parts }) => parts.includes('no')) ? [[]] : []),
  ];
}

/** The rule as one that is known to be so far about the attempt. */
function put(rule: CompiledRule, part: Truth): readonly CompiledRule[] {
  return part === 'no' ? [] : [{ ...rule, when: [{ field: '', matches: () => part }], unless: null }];
}
