/**
 * Which records are of a call that Cognito made again: the trigger counts it once while sixteen others do not come between. What
 * a log's times do not settle, since a record is written up to three seconds after its count, is told as such.
 */
import type { LoggedDecision } from '../../record/logged.ts';
import type { ReplayedState } from './replay-limits.ts';

/** Whether an attempt was counted before under the same key, and where it stood then. */
type Seen = { readonly kind: 'new' | 'perhaps' } | { readonly kind: 'repeat'; readonly state: ReplayedState };

/** A call is surely known for fifteen seconds and never after thirty, less or more the three that a record may be late. */
const SURELY_MS = 12_000;
const PERHAPS_MS = 33_000;

/** Of the sixteen that an item remembers, those that are left whatever a log leaves out or has in another order. */
const SURELY_OTHERS = 12;

type Known = { readonly at: number; readonly nth: number; readonly state: ReplayedState };

/** Remembers the attempts of the last half minute. */
export interface ReplayedRepeats {
  seen(place: string, at: number, decision: LoggedDecision): Seen;
  /** An attempt was counted as new. */
  remember(place: string, at: number, decision: LoggedDecision, state: ReplayedState): void;
}

/** Nothing remembered yet. */
export function createReplayedRepeats(): ReplayedRepeats {
  const recent = new Map<string, Known>();
  const counted = new Map<string, number>();
  return {
    seen: (place, at, decision) => {
      const known = recent.get(markOf(place, decision));
      if (known === undefined || Math.abs(at - known.at) > PERHAPS_MS) return { kind: 'new' };
      const others = (counted.get(place) ?? 0) - known.nth;
      if (Math.abs(at - known.at) > SURELY_MS || others > SURELY_OTHERS) return { kind: 'perhaps' };
      return { kind: 'repeat', state: known.state };
    },
    remember: (place, at, decision, state) => {
      const nth = (counted.get(place) ?? 0) + 1;
      counted.set(place, nth);
      // whoever is not told apart is nobody's repeat
      if (decision.subject.user === null) return;
      forget(recent, at);
      recent.set(markOf(place, decision), { at, nth, state });
    },
  };
}

function markOf(place: string, { subject, clientId, trigger }: LoggedDecision): string {
  const { user, email, emailDomain, phone } = subject;
  return JSON.stringify([place, user, email, emailDomain, phone, clientId, trigger]);
}

/** Those at the beginning came first, or nearly. */
function forget(recent: Map<string, Known>, now: number): void {
  for (const [mark, { at }] of recent) {
    if (now - at <= 2 * PERHAPS_MS) return;
    recent.delete(mark);
  }
}
