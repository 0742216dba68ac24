/**
 * A replay on the terminal: counts, then examples of each change with what could not be known.
 */
import { styleText } from 'node:util';
import type { ReplayExample, ReplayReport } from '../../review/replay/replay-report.ts';
import { paintOutcome } from './paint.ts';
import { shareOf } from './share.ts';

const TITLES = {
  newlyRefused: 'newly refused',
  newlyApproved: 'newly approved',
  newlyCoded: 'newly left to the code',
  unknown: 'cannot be known from the log',
} as const;

/** Renders the report as text. */
export function replayText(report: ReplayReport, skipped: number, unreadable = 0): string {
  const { records, unchanged } = report;
  if (records + skipped === 0) return 'no records\n';
  const verdicts = Object.keys(TITLES) as (keyof typeof TITLES)[];
  const counts = verdicts.map((verdict) => `${number(report[verdict]).padStart(10)}  ${TITLES[verdict]}`);
  const sections = verdicts.flatMap((verdict) => {
    const examples = report.examples.filter((one) => one.verdict === verdict);
    return examples.length === 0 ? [] : ['', styleText('bold', TITLES[verdict]), ...examples.map(lineOf)];
  });
  const head = styleText('bold', `${number(records)} decisions replayed`) + shareOf({ records, skipped, unreadable });
  return `${[head, `${number(unchanged).padStart(10)}  unchanged`, ...counts, ...sections].join('\n')}\n`;
}

function lineOf({ count, before, after, unknown, emailDomain, trigger, client }: ReplayExample): string {
  const was = `${paintOutcome(before.outcome)} (${before.rules.join(', ') || before.reason})`;
  const becomes = `${after.outcomes.map((outcome) => paintOutcome(outcome)).join(' or ')} (${after.by.join(' or ')})`;
  const where = [emailDomain ?? 'no usable address', trigger === 'sign-up' ? '' : trigger, client ?? ''].filter(
    Boolean,
  );
  const untold = unknown.length === 0 ? '' : styleText('dim', `  unknown: ${unknown.join(', ')}`);
  return `${number(count).padStart(10)}  ${where.join(' ')}: ${was} → ${becomes}${untold}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
