/**
 * What an auditor asks beside the counts of a review: which period, which policies were in force and what they say, who changed
 * them, which rules never decided, and what a log cannot tell. Pure; fetching the policies is the command's.
 */
import type { ReviewReport } from './report.ts';

/** Where a rule stands in a policy's text; lines count from 1. */
export type RuleSpan = { readonly id: string; readonly first: number; readonly last: number };

/** The text of a policy by its digest, and what it is called. */
export type PolicyText = {
  readonly digest: string;
  readonly label: string;
  readonly text: string;
  readonly rules: readonly RuleSpan[];
};

/** One publication, as Parameter Store keeps it. Times are milliseconds since 1970. */
export type PolicyChange = {
  readonly environment: string;
  readonly version: number;
  readonly at: number;
  readonly by: string | null;
  readonly digest: string | null;
  readonly publisher: string | null;
  readonly stack: string | null;
  readonly message: string | null;
  readonly change: string | null;
};

/** What a report says beside its counts. */
export type ReviewAccount = {
  /** The period that was asked for; null is open. */
  readonly since: number | null;
  readonly until: number | null;
  readonly unreadable: number;
  readonly texts: readonly PolicyText[];
  readonly changes: readonly PolicyChange[];
};

/** Where each rule stands in a text as `renderPolicy` writes it. */
export function ruleSpans(text: string): readonly RuleSpan[] {
  const lines = text.split('\n');
  const start = lines.indexOf('rules:');
  const rest = lines.slice(start + 1).findIndex((line) => /^[^\s#]/u.test(line));
  const end = start === -1 ? 0 : rest === -1 ? lines.length : start + 1 + rest;
  const firsts = lines.flatMap((line, index) => (index > start && index < end && /^ {2}- /u.test(line) ? [index] : []));
  return firsts.flatMap((first, position) => {
    const last = (firsts[position + 1] ?? end) - 1;
    const id = lines.slice(first, last + 1).flatMap((line) => /^ {2}(?:- | {2})id: (\S+)$/u.exec(line)?.[1] ?? [])[0];
    return id === undefined ? [] : [{ id, first: first + 1, last: last + 1 }];
  });
}

/** Rules of the policies at hand that decided nothing, once each. */
export function silentRules({ rules }: Pick<ReviewReport, 'rules'>, texts: readonly PolicyText[]): readonly string[] {
  const all = texts.flatMap((text) => text.rules.map(({ id }) => id));
  return [...new Set(all)].filter((id) => !Object.hasOwn(rules, id));
}

/** The text of a rule in the newest policy at hand that has it; null where none has. */
export function ruleText(id: string, texts: readonly PolicyText[]): string | null {
  for (const { text, rules } of texts) {
    const span = rules.find((rule) => rule.id === id);
    if (span !== undefined)
      return text
        .split('\n')
        .slice(span.first - 1, span.last)
        .join('\n');
  }
  return null;
}

/** Changes that fell into the period, and those that brought what decided in it, oldest first. */
export function changesWithin(
  { changes, since, until }: ReviewAccount,
  { from, to, policies }: Pick<ReviewReport, 'from' | 'to' | 'policies'>,
): readonly PolicyChange[] {
  const inForce = new Set(policies.flatMap(({ digest }) => digest ?? []));
  // a period that is open on one side is: the log's own span stands for it only where none was asked for
  const isAsked = since !== null || until !== null;
  const first = since ?? (isAsked ? null : from) ?? Number.NEGATIVE_INFINITY;
  const last = until ?? (isAsked ? null : to) ?? Number.POSITIVE_INFINITY;
  return changes
    .filter(({ at, digest }) => at <= last && (at >= first || (digest !== null && inForce.has(digest))))
    .toSorted((a, b) => a.at - b.at);
}

/** What a log of decisions cannot tell, the least obvious of this one first. */
export function untold(report: ReviewReport, { unreadable, texts }: ReviewAccount): readonly string[] {
  const known = new Set(texts.map(({ digest }) => digest));
  const unknown = report.policies.filter(({ digest }) => digest !== null && !known.has(digest)).length;
  return [
    ...(unreadable === 0 ? [] : [`${unreadable} entries could not be read; whether they were decisions is not known.`]),
    ...(report.undated === 0 ? [] : [`${report.undated} records carry no time and may be of another period.`]),
    ...(unknown === 0
      ? []
      : [`The text of ${unknown} of the policies in force is not at hand: name them with --text or --history.`]),
    'Sign-ups that never reached the trigger: while the pool called another function, or none.',
    'Lines that were never written, or that the retention of the log group has removed.',
    'Who a person is: the log holds keyed hashes. Who confirmed later by a code, and what an administrator did.',
  ];
}
