/**
 * Counts of a replay and its most frequent changes, each stated with what could not be known of it.
 */
import type { Outcome } from '../../core/decision.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import type { Replayed, ReplayVerdict } from './replay.ts';

/** Attempts that changed alike, told by the first of them. */
export type ReplayExample = {
  readonly verdict: Exclude<ReplayVerdict, 'unchanged'>;
  readonly count: number;
  readonly at: string | null;
  readonly before: { readonly outcome: Outcome; readonly reason: string; readonly rules: readonly string[] };
  /** One outcome where it is known, else every one that is possible. */
  readonly after: {
    readonly outcomes: readonly Outcome[];
    readonly rules: readonly string[];
    /** Who decides now: rules, or a reason such as `otherwise`. */
    readonly by: readonly string[];
  };
  readonly unknown: readonly string[];
  readonly trigger: string;
  readonly client: string | null;
  readonly emailDomain: string | null;
  readonly user: string | null;
};

/** The JSON of `replay`. */
export type ReplayReport = {
  readonly records: number;
  readonly unchanged: number;
  readonly newlyApproved: number;
  readonly newlyRefused: number;
  readonly newlyCoded: number;
  readonly unknown: number;
  readonly examples: readonly ReplayExample[];
};

type Change = { readonly first: LoggedDecision; readonly replayed: Replayed; count: number };

/** Collects replayed attempts. */
export function createReplayReport(examplesEach: number): {
  add(decision: LoggedDecision, replayed: Replayed): void;
  finish(): ReplayReport;
} {
  const counts = { unchanged: 0, newlyApproved: 0, newlyRefused: 0, newlyCoded: 0, unknown: 0 };
  const changes = new Map<string, Change>();
  let records = 0;
  return {
    add: (decision, replayed) => {
      records += 1;
      counts[replayed.verdict] += 1;
      if (replayed.verdict === 'unchanged') return;
      const { outcome, rules, subject, clientId, trigger } = decision;
      const key = JSON.stringify([replayed, outcome, rules, subject.emailDomain, clientId, trigger]);
      const change = changes.get(key);
      if (change === undefined) changes.set(key, { first: decision, replayed, count: 1 });
      else change.count += 1;
    },
    finish: () => ({ records, ...counts, examples: examplesOf([...changes.values()], examplesEach) }),
  };
}

function examplesOf(changes: readonly Change[], each: number): readonly ReplayExample[] {
  const byCount = changes.toSorted((a, b) => b.count - a.count);
  const verdicts = ['newlyRefused', 'newlyApproved', 'newlyCoded', 'unknown'] as const;
  return verdicts.flatMap((verdict) =>
    byCount
      .filter(({ replayed }) => replayed.verdict === verdict)
      .slice(0, each)
      .map((change) => exampleOf(verdict, change)),
  );
}

function exampleOf(verdict: ReplayExample['verdict'], { first, replayed, count }: Change): ReplayExample {
  return {
    verdict,
    count,
    at: first.at === null ? null : new Date(first.at).toISOString(),
    before: { outcome: first.outcome, reason: first.reason, rules: first.rules },
    after: { outcomes: replayed.outcomes, rules: replayed.rules, by: replayed.by },
    unknown: replayed.unknown,
    trigger: first.trigger,
    client: first.clientId,
    emailDomain: first.subject.emailDomain,
    user: first.subject.user,
  };
}
