/**
 * The limits of a policy counted again along a log: what each key had been seen by then, at the least and at the most. Where a
 * record does not tell the key, or whether the rule is about the attempt, both stand.
 */
import type { Resources } from '../../core/conditions/condition.ts';
import { slidingCount, windowAt } from '../../core/limits/estimate.ts';
import type { CompiledLimit, LimitBy } from '../../core/limits/limit.ts';
import type { CompiledRule } from '../../core/policy.ts';
import type { Truth } from '../../core/truth.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { createReplayedRepeats } from './replay-repeats.ts';

/** Where an attempt stood with a limit; `either` where it could not be told. */
export type ReplayedState = 'below' | 'exceeded' | 'either';

type Windows = Map<number, number>;

/** Counts the limits of one replay. */
export interface ReplayedLimits {
  /** Counts an attempt that the rest of a rule may be about, in these ways, and says where it stood. */
  count(rule: CompiledRule, limit: CompiledLimit, parts: readonly Truth[], decision: LoggedDecision): ReplayedState;
}

/** Nothing counted yet. A key that no record tells may have been any: it adds to the most of every key of its rule. */
export function createReplayedLimits(resources: Resources): ReplayedLimits {
  const surely = new Map<string, Windows>();
  const perhaps = new Map<string, Windows>();
  const untold = new Map<string, Windows>();
  const repeats = createReplayedRepeats();
  return {
    count: ({ id }, limit, parts, decision) => {
      const { at } = decision;
      if (parts.every((part) => part === 'no')) return 'below';
      if (at === null) return 'either';
      const { by, perMs, count } = limit;
      const key = recordedKey(by, decision, resources);
      if (key === null) {
        add(untold, id, at, perMs);
        return 'either';
      }
      const place = JSON.stringify([id, key]);
      const seen = repeats.seen(place, at, decision);
      if (seen.kind === 'repeat') return seen.state;
      const certain = !parts.includes('no') && seen.kind === 'new';
      add(certain ? surely : perhaps, place, at, perMs);
      const least = counted(surely.get(place), at, perMs);
      const most = least + counted(perhaps.get(place), at, perMs) + counted(untold.get(id), at, perMs);
      const state = least > count ? 'exceeded' : most > count ? 'either' : 'below';
      if (seen.kind === 'new') repeats.remember(place, at, decision, state);
      return state;
    },
  };
}

function add(all: Map<string, Windows>, place: string, at: number, perMs: number): void {
  const windows: Windows = all.get(place) ?? new Map();
  const window = windowAt(at, perMs);
  windows.set(window, (windows.get(window) ?? 0) + 1);
  for (const old of windows.keys()) if (old < window - 2) windows.delete(old);
  all.set(place, windows);
}

function counted(windows: Windows | undefined, at: number, perMs: number): number {
  const window = windowAt(at, perMs);
  const of = (one: number) => windows?.get(one) ?? 0;
  // a log may be a little out of order, as clocks are
  return slidingCount({ before: of(window - 1), current: of(window), after: of(window + 1) }, at, perMs);
}

/**
 * What a record tells of a key: what stands in clear, which every record has, or else the hash that this one counted by. One key
 * has one name along the log, wherever a limit by it begins.
 */
function recordedKey(by: LimitBy, decision: LoggedDecision, { registrableDomain }: Resources): string | null {
  const { emailDomain, phoneCountry } = decision.subject;
  const hash = decision.limits.find((entry) => entry.by === by)?.key ?? null;
  switch (by) {
    case 'everybody':
      return '';
    case 'client':
      return decision.clientId ?? hash;
    case 'emailDomain':
      return emailDomain === null ? hash : (registrableDomain?.(emailDomain) ?? emailDomain);
    case 'phoneCountry':
      return phoneCountry ?? hash;
    default:
      return hash;
  }
}

/**
 * A rule under its limit, as a rule without one. Exceeded, a code rule is in doubt; where it cannot be told, the rule may
 * also have taken no part.
 */
export function partsUnder(rule: CompiledRule, parts: readonly Truth[], state: ReplayedState): readonly Truth[] {
  if (state === 'below') return ['no'];
  const exceeded = parts.map((part): Truth => (part === 'yes' && rule.then === 'code' ? 'unknown' : part));
  return [...new Set<Truth>(state === 'either' ? [...exceeded, 'no'] : exceeded)];
}
