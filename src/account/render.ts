/** Plan and report as text for a terminal. Pure. */
import type { AccountPlan } from './plan.ts';
import { type AccountReport, tally, UNREAD } from './report.ts';

/** What will be asked, made and paid. */
export function planText({ probes, untried, steps, makes, cost }: AccountPlan): string {
  return [
    `${probes.length} questions to the account:`,
    ...probes.map(({ id, fact, question }) => `  ${id} (${fact}): ${question}`),
    '',
    'and not:',
    ...untried.map(({ fact, question, why }) => `  (${fact}) ${question} ${why[0]?.toUpperCase()}${why.slice(1)}.`),
    '',
    `${steps.length} steps of the product:`,
    ...steps.map(({ id, what }) => `  ${id}: ${what}`),
    '',
    `It makes, tags and removes again: ${makes.join(', ')}, and what template.yaml makes.`,
    `It costs at most about ${cost.usd} US dollars:`,
    ...cost.why.map((why) => `  ${why}`),
    '',
  ].join('\n');
}

/** What was seen. */
export function reportText({ probes, steps, cost, left }: AccountReport): string {
  const counts = tally(probes);
  return [
    ...probes.map(
      ({ verdict, id, fact, answer, means }) =>
        `${verdict.padEnd(12)} ${id} (${fact}): ${answer || 'not asked'}; ${means}`,
    ),
    ...steps.map(({ ok, id, said }) => `${(ok ? 'done' : 'FAILED').padEnd(12)} ${id}: ${said}`),
    '',
    `${Object.entries(counts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(', ')}; ${steps.filter(({ ok }) => ok).length} of ${steps.length} steps done`,
    `it made ${cost.users} users, which cost at most ${cost.usd} US dollars`,
    ...Object.entries(left).map(([kind, count]) => `${leftOver(kind, count)}: \`signup-guard verify-account --clean\``),
    '',
  ].join('\n');
}

/** What may still be there. */
function leftOver(kind: string, count: number): string {
  return kind === UNREAD ? 'NOBODY COULD LOOK whether something is still there' : `STILL THERE: ${count} ${kind}`;
}

/** The rights, as a document that IAM takes. */
export function rightsText({ permissions }: AccountPlan): string {
  return `It needs these rights:\n${JSON.stringify(permissions, null, 2)}\n`;
}
