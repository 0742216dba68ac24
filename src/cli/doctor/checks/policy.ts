/**
 * Checks of the policy in force and of what the trigger's log says of the last hour.
 */
import { type Check, type Examination, known } from '../examination.ts';

/** ListUsers for the whole account and region, not adjustable (F3.11). */
const LIST_USERS_QUOTA = 30;

/** Half the quota in one second leaves no room for a burst, or for anybody else of the account. */
const BUSY = LIST_USERS_QUOTA / 2;

/** A policy that nobody looked at for this long deserves a look. */
const OLD_DAYS = 365;

const DAY_MS = 86_400_000;

/** What the policy and its use tell. */
export const POLICY_CHECKS: readonly Check[] = [
  {
    id: 'no-policy',
    severity: 'danger',
    fact: 'F7.11',
    remedy: 'deploy the stack, or publish one with `signup-guard push ENV`',
    find: ({ policy }) =>
      policy?.ok && policy.value === null ? ['there is no policy where the trigger reads it: nobody is approved'] : [],
  },
  {
    id: 'policy-not-applied',
    severity: 'note',
    fact: 'F4.2',
    remedy: 'set `mode: enforce` when you are ready',
    find: ({ policy }) => {
      const mode = known(policy)?.document.mode;
      return mode === undefined || mode === 'enforce' ? [] : [`the policy's mode is \`${mode}\`: it approves nobody`];
    },
  },
  {
    id: 'policy-age',
    severity: 'note',
    fact: 'F7.1',
    remedy: 'read it once more and publish it again',
    find: ({ policy, now }) => {
      const modified = known(policy)?.modified;
      const days = modified === undefined ? 0 : Math.floor((now.getTime() - modified.getTime()) / DAY_MS);
      return days > OLD_DAYS ? [`the policy was published ${days} days ago`] : [];
    },
  },
  {
    id: 'stale-policy',
    severity: 'danger',
    fact: 'F7.5',
    remedy:
      "see that the function's role may read the parameter, and that the policy there is valid (`signup-guard status`)",
    find: ({ log }) => {
      const stale = known(log)?.withoutFreshPolicy ?? 0;
      return stale > 0 ? [`${stale} decisions of the last hour fell under an old policy or none`] : [];
    },
  },
  {
    id: 'quota',
    severity: 'warning',
    fact: 'F3.11',
    remedy:
      'use `lookup: alias` where the pool has email aliases, approve fewer sign-ups, leave `collision.code` at `allow`, or limit their rate by a web ACL',
    find: (examination) => {
      const { busiestSecond = 0 } = known(examination.log) ?? {};
      if (busiestSecond < BUSY) return [];
      return [
        `${busiestSecond} ListUsers calls in one second of the last hour, of ${LIST_USERS_QUOTA} for the whole account`,
      ];
    },
  },
  {
    id: 'throttled',
    severity: 'danger',
    fact: 'F3.11',
    remedy: 'find who else calls ListUsers in this account and region; the quota of 30 a second cannot be raised',
    find: (examination) => failuresOf(examination, 'throttled'),
  },
  {
    id: 'calls-denied',
    severity: 'danger',
    fact: 'F4.13',
    remedy: "give the function's role the rights that the template gives it",
    find: (examination) => failuresOf(examination, 'access-denied'),
  },
];

function failuresOf({ log }: Examination, cause: string): readonly string[] {
  return Object.entries(known(log)?.failures ?? {})
    .filter(([name]) => name.endsWith(` ${cause}`))
    .map(([name, times]) => `${times} calls of \`${name.split(' ')[0]}\` failed in the last hour: ${cause}`);
}
