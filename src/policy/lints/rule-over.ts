/**
 * A rule whose time has passed, and one whose time is about to: whoever relies on it should know before it ends. The time
 * is handed in; without one nothing is over.
 */
import { termOf } from '../../core/in-force.ts';
import { writtenTime } from '../../core/moment.ts';
import type { Lint } from './lint-rule.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long before its end a rule is worth a note. */
const SOON_MS = 14 * DAY_MS;

/** The warning `rule-over` and the note `rule-ends`, as it is now. */
export function ruleOver(now: number): Lint {
  return ({ rules }) =>
    rules.flatMap((rule, index) => {
      const { until } = termOf(rule);
      if (until === null || until - now > SOON_MS) return [];
      const path = ['rules', index, 'until'];
      const end = writtenTime(until);
      if (until <= now) {
        const message = `\`${rule.id}\` is over: it took part until ${end}; remove it, or give it another \`until\``;
        return [{ code: 'rule-over', path, message }];
      }
      const days = Math.ceil((until - now) / DAY_MS);
      const left = days === 1 ? 'within a day' : `within ${days} days`;
      const message = `\`${rule.id}\` is over ${left}: it takes part until ${end}`;
      return [{ code: 'rule-ends', path, message, severity: 'note' as const }];
    });
}
