/**
 * One decision as one line: when, what, for which domain, by which rules and why, and what was kept back.
 */
import { styleText } from 'node:util';
import type { LoggedDecision } from '../../record/logged.ts';
import { paintOutcome } from './paint.ts';

/** Renders a decision; colours where there is a terminal. */
export function decisionLine(decision: LoggedDecision): string {
  const { at, outcome, applied, subject, ms } = decision;
  const time = at === null ? '–'.padEnd(19) : new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  const parts = [
    styleText('dim', time),
    paintOutcome(outcome, 9),
    (subject.emailDomain ?? '–').padEnd(28),
    whyOf(decision).padEnd(28),
    (subject.user === null ? '–' : shortHash(subject.user)).padEnd(12),
    styleText('dim', `${ms.total === null ? '–' : Math.round(ms.total)} ms`.padStart(8)),
    ...(applied ? [] : [styleText('yellow', 'observed only')]),
    ...detailsOf(decision),
  ];
  return parts.join('  ').trimEnd();
}

/** The first digits of a hash; a name is shown whole. */
function shortHash(text: string): string {
  return text.startsWith('h:') ? text.slice(0, 12) : text;
}

function whyOf({ rules, reason }: LoggedDecision): string {
  if (rules.length === 0) return reason;
  return reason === 'rule' ? rules.join(', ') : `${reason}: ${rules.join(', ')}`;
}

function detailsOf(decision: LoggedDecision): readonly string[] {
  const { verified, withheld, observed, failures, companion, candidate, trigger } = decision;
  return [
    ...(trigger === 'sign-up' ? [] : [trigger]),
    ...(verified.length === 0 ? [] : [`verified ${verified.join(' and ')}`]),
    ...withheld.map(({ attribute, because, firstHolder }) => {
      const by = firstHolder === null ? '' : ` by ${shortHash(firstHolder)}`;
      return `withheld ${attribute}: ${because}${by}`;
    }),
    ...(observed.length === 0 ? [] : [`observed ${observed.join(', ')}`]),
    ...failures.map(({ call, cause }) => `${call} ${cause}`),
    ...(companion === null ? [] : [companionWords(companion)]),
    ...(candidate?.differs === true ? [`candidate: ${candidate.outcome}`] : []),
  ];
}

function companionWords({ outcome, verified }: NonNullable<LoggedDecision['companion']>): string {
  return [`companion: ${outcome}`, ...(verified.length === 0 ? [] : [`verifies ${verified.join(' and ')}`])].join(', ');
}
