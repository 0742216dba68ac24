/**
 * Every check of `doctor`, once, and how they are run. A new check is an entry in one of the tables below.
 */
import { CLIENT_CHECKS } from './checks/clients.ts';
import { OWNER_CHECKS } from './checks/owner.ts';
import { POLICY_CHECKS } from './checks/policy.ts';
import { POOL_CHECKS } from './checks/pool.ts';
import { TRIGGER_CHECKS } from './checks/trigger.ts';
import type { Check, Examination, Finding, FindingSeverity } from './examination.ts';

/** The checks, in the order of the report among findings of one severity. */
export const CHECKS: readonly Check[] = [
  ...OWNER_CHECKS,
  ...TRIGGER_CHECKS,
  ...POOL_CHECKS,
  ...POLICY_CHECKS,
  ...CLIENT_CHECKS,
];

const RANK: Readonly<Record<FindingSeverity, number>> = { danger: 0, warning: 1, note: 2 };

/** Everything found, worst first. What could not be read is a finding too: silence would look like health. */
export function diagnose(examination: Examination): readonly Finding[] {
  const findings = CHECKS.flatMap(({ id, find, severity, fact, remedy }) =>
    find(examination).map((message) => ({ check: id, severity, message, fact, remedy })),
  );
  return [...findings, ...unreadable(examination)].toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function unreadable(examination: Examination): readonly Finding[] {
  const { clients, runningImports, webAcl, guards, trigger, permission, deniedLookUps, policy, log } = examination;
  return [clients, runningImports, webAcl, guards, trigger, permission, deniedLookUps, policy, log].flatMap(
    (reading) =>
      reading === null || reading.ok
        ? []
        : [
            {
              check: 'unreadable',
              severity: 'warning' as const,
              message: reading.error,
              fact: 'F4.13',
              remedy: 'allow the read to whoever runs `doctor`, and run it again',
            },
          ],
  );
}
