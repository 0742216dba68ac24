/**
 * Which rules of a replayed policy may have taken part at all: their time, and their limits counted again.
 */
import type { Attempt } from '../../core/attempt.ts';
import { isInForce } from '../../core/in-force.ts';
import type { CompiledRule } from '../../core/policy.ts';
import { type Truth, truth } from '../../core/truth.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { possibleAttempts } from './replay-attempt.ts';
import { partsUnder, type ReplayedLimits, type ReplayedState } from './replay-limits.ts';
import { type ListedHashes, participation, type ReplayRule } from './replay-rules.ts';

/** Where an attempt stood with each limit, by rule. */
export type ReplayedStates = ReadonlyMap<string, ReplayedState>;

type Counting = {
  readonly rules: readonly ReplayRule[];
  readonly hashes: ListedHashes;
  readonly limits: ReplayedLimits;
};

type Participation = ReturnType<typeof participation>;

/** Counts the attempt for every rule with a limit that it may have met. */
export function replayedStates({ rules, hashes, limits }: Counting, decision: LoggedDecision): ReplayedStates {
  return new Map(
    rules.flatMap((entry): [string, ReplayedState][] => {
      const { rule } = entry;
      const { limit } = rule;
      if (limit === null || tookPart(rule, decision.at) === 'no') return [];
      const parts = possibleAttempts(decision).flatMap((attempt): readonly Truth[] =>
        limit.keyOf(attempt).kind === 'absent' ? ['no'] : participation(entry, attempt, decision, hashes).parts,
      );
      return [[rule.id, limits.count(rule, limit, parts, decision)]];
    }),
  );
}

/** Whether a rule took part at all: a record that came without its line does not tell when it was. */
export function tookPart(rule: CompiledRule, at: number | null): Truth {
  if (rule.observes) return 'no';
  if (at !== null) return truth(isInForce(rule, at));
  return rule.from === null && rule.until === null ? 'yes' : 'unknown';
}

/** How far a rule took part, its limit counted again. */
export function underReplayed(
  rule: CompiledRule,
  told: Participation,
  attempt: Attempt,
  states: ReplayedStates,
): Participation {
  if (rule.limit === null) return told;
  if (rule.limit.keyOf(attempt).kind === 'absent') return { ...told, parts: ['no'] };
  const state = states.get(rule.id) ?? 'below';
  const untold = state === 'either' ? [...told.untold, 'how often its key was seen'] : told.untold;
  return { parts: partsUnder(rule, told.parts, state), untold };
}
