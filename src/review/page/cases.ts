/**
 * From marked groups to policy cases, the file that `signup-guard test` runs. Pure text; every value is quoted as JSON,
 * which YAML reads as the same string.
 */
import type { Outcome } from '../../core/decision.ts';
import type { DecisionGroup } from '../report.ts';

/** A reviewer's verdict on a group: what its sign-ups come to from now on. */
export type Mark = { readonly group: DecisionGroup; readonly right: boolean; readonly expected: Outcome };

/** Whether a group can be a case: an outage or a race is no property of a policy. */
export function isMarkable({ outcome, reason, trigger }: DecisionGroup): boolean {
  if (outcome === 'untouched' || trigger === 'unknown') return false;
  return !reason.endsWith('-unavailable') && !['busy', 'claimed', 'internal-error', 'unknown'].includes(reason);
}

/** What is likely meant by "wrong". */
export function opposite(outcome: Outcome): Outcome {
  return outcome === 'code' ? 'approve' : 'code';
}

/** The YAML of all marks. */
export function casesYaml(marks: readonly Mark[]): string {
  const taken = new Map<string, number>();
  const cases = marks.map((mark) => {
    const name = nameOf(mark);
    const again = (taken.get(name) ?? 0) + 1;
    taken.set(name, again);
    return caseOf(mark, again === 1 ? name : `${name} (${again})`);
  });
  return `# Cases from a review of the decision log. Addresses are made up; their domains are those of the log.\ncases:\n${cases.join('')}`;
}

function nameOf({ group, right, expected }: Mark): string {
  const who = group.domain ?? 'no usable address';
  const by = group.rules.length === 0 ? group.reason : group.rules.join(' and ');
  const client = group.client === null ? '' : ` through ${group.client}`;
  const verdict = right ? `stays ${group.outcome}` : `was ${group.outcome}, shall be ${expected}`;
  return `${who}${client}, by ${by}, ${verdict}`;
}

function caseOf(mark: Mark, name: string): string {
  const { group, expected, right } = mark;
  const email = emailOf(group);
  const attempt = {
    user: 'reviewed',
    ...(email === null ? {} : { email }),
    ...clientOf(group),
    trigger: group.trigger,
  };
  const held = group.reason === 'collision' && email !== null;
  const expect = right ? { outcome: expected, reason: group.reason, rules: group.rules } : { outcome: expected };
  const lines = [
    `  - name: ${JSON.stringify(name)}`,
    ...(group.country === null ? [] : [`    # numbers of ${JSON.stringify(group.country)}: add one as \`phone\``]),
    `    attempt: ${flow(attempt)}`,
    ...(held ? [`    holders: [${flow({ user: 'holder', email, verified: ['email'] })}]`] : []),
    `    expect: ${flow(expect)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function emailOf({ domain, reason }: DecisionGroup): string | null {
  if (domain !== null) return `reviewed@${domain}`;
  return reason === 'malformed-attribute' ? 'not an address' : null;
}

function clientOf({ client }: DecisionGroup): { readonly client?: string } {
  return client === null ? {} : { client };
}

function flow(value: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(value).map(([key, entry]) => `${key}: ${JSON.stringify(entry)}`);
  return `{ ${pairs.join(', ')} }`;
}
