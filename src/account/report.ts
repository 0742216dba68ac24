/** What a run reports: what was seen, and what it means. Holds no account, address, key or resource name. Pure. */
import type { RunCost } from './cost.ts';
import type { AccountProbe, ProbeAnswer, ProbeVerdict } from './probe.ts';
import { UNTRIED } from './probes/registry.ts';

/** Changes when a reader of the report must. */
export const REPORT_VERSION = 1;

/** Stands among what is left where nobody could look. */
export const UNREAD = 'unread';

/** What one probe saw. */
export type ProbeReport = {
  readonly id: string;
  readonly fact: string;
  readonly question: string;
  readonly answer: string;
  readonly verdict: ProbeVerdict;
  readonly means: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly details: readonly string[];
  readonly calls: number;
  readonly ms: number;
};

/** What one step of the product's run ended as. */
export type StepReport = {
  readonly id: string;
  readonly what: string;
  readonly ok: boolean;
  readonly said: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly ms: number;
};

/** `aws-report.json`. */
export type AccountReport = {
  readonly version: typeof REPORT_VERSION;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly region: string;
  readonly package: string;
  readonly probes: readonly ProbeReport[];
  readonly untried: typeof UNTRIED;
  readonly steps: readonly StepReport[];
  readonly cost: RunCost;
  /** What is still there, by kind and count; empty after a clean run. */
  readonly left: Readonly<Record<string, number>>;
};

/** A probe's answer, judged. */
export function judged(probe: AccountProbe, seen: ProbeAnswer, calls: number, ms: number): ProbeReport {
  const meaning = probe.answers[seen.answer];
  return {
    id: probe.id,
    fact: probe.fact,
    question: probe.question,
    answer: wordOf(seen.answer),
    verdict: meaning?.verdict ?? 'unexpected',
    means: meaning?.means ?? 'an answer that the probe does not know: read the fact again before relying on it',
    figures: seen.figures ?? {},
    details: (seen.details ?? []).map(wordOf),
    calls,
    ms,
  };
}

/** A probe that could not be asked. */
export function unasked(probe: AccountProbe, why: string, calls: number, ms: number): ProbeReport {
  return { ...judged(probe, { answer: '' }, calls, ms), verdict: 'untried', means: wordOf(why) };
}

/** Ids and addresses have no place in a report; names of errors and labels pass. */
function wordOf(text: string): string {
  return text
    .replaceAll(/\d{12}/gu, '…')
    .replaceAll(/[^\s@]+@[^\s@]+/gu, '…')
    .replaceAll(/arn:[^\s]+/gu, '…')
    .slice(0, 200);
}

/** How many probes ended in each way. */
export function tally(probes: readonly ProbeReport[]): Readonly<Record<ProbeVerdict, number>> {
  const count = (verdict: ProbeVerdict) => probes.filter((each) => each.verdict === verdict).length;
  return {
    confirmed: count('confirmed'),
    contradicted: count('contradicted'),
    unexpected: count('unexpected'),
    untried: count('untried') + UNTRIED.length,
  };
}
