/**
 * Checks of the function behind the trigger: that it is ours, that it may be called, that it may look and has the time.
 */
import { isGuard } from '../../../aws/operator/function/trigger-function.ts';
import { type Check, known } from '../examination.ts';
import { waitingFor } from './owner.ts';

/** Below this the SDK's start eats the five seconds. */
const LEAST_MEMORY_MB = 512;

/** Cognito's own patience, not changeable (F4.1). */
const COGNITO_SECONDS = 5;

/** Whether the trigger runs at all, and as it was measured. */
export const TRIGGER_CHECKS: readonly Check[] = [
  {
    id: 'not-attached',
    severity: 'danger',
    fact: 'F4.11',
    remedy: 'run `signup-guard attach --user-pool-id ID --function ARN`, or deploy with `UserPoolId=ID`',
    find: (examination) =>
      examination.preSignUp === null && waitingFor(examination) === null
        ? ['the pool calls no pre sign-up trigger']
        : [],
  },
  {
    id: 'other-trigger',
    severity: 'danger',
    fact: 'F4.11',
    remedy: 'a pool has one such trigger: move its work elsewhere, then attach with `--replace`',
    find: (examination) => {
      const { preSignUp, trigger } = examination;
      const fn = known(trigger);
      return fn === null || isGuard(fn) || waitingFor(examination) !== null
        ? []
        : [`the pool calls \`${preSignUp}\`, which is not this trigger`];
    },
  },
  {
    id: 'permission-missing',
    severity: 'danger',
    fact: 'F4.6',
    remedy: 'run `signup-guard attach` again with the same function: it grants what is missing',
    find: ({ permission, preSignUp }) => {
      const state = known(permission);
      if (state === null || state.asCalled.kind !== 'missing' || state.unqualified.kind !== 'missing') return [];
      return [`Cognito may not call \`${preSignUp}\`: every sign-up of the pool fails`];
    },
  },
  {
    id: 'permission-elsewhere',
    severity: 'danger',
    fact: 'F4.9',
    remedy: 'run `signup-guard attach` again with the same ARN: permission goes to the qualifier that the pool calls',
    find: ({ permission, preSignUp }) => {
      const state = known(permission);
      if (state === null || state.asCalled.kind !== 'missing' || state.unqualified.kind === 'missing') return [];
      return [`the permission stands on the function, not on the alias of \`${preSignUp}\`: every sign-up fails`];
    },
  },
  {
    id: 'permission-too-wide',
    severity: 'warning',
    fact: 'F4.10',
    remedy: 'replace the statement by one with SourceArn and SourceAccount; `signup-guard attach` adds that one',
    find: ({ permission }) => {
      const state = known(permission)?.asCalled;
      return state?.kind === 'too-wide' ? [`other pools may call the function too (${state.sids.join(', ')})`] : [];
    },
  },
  {
    id: 'permission-unclear',
    severity: 'warning',
    fact: 'F4.6',
    remedy: 'look at these statements of its resource policy; `signup-guard attach` adds one that is plain',
    find: ({ permission, preSignUp }) => {
      const state = known(permission)?.asCalled;
      if (state?.kind !== 'unclear') return [];
      const sids = state.sids.join(', ') || 'no list of statements';
      return [`whether Cognito may call \`${preSignUp}\` cannot be told from its resource policy (${sids})`];
    },
  },
  {
    id: 'memory',
    severity: 'warning',
    fact: 'F4.1',
    remedy: 'give the function 1024 MB, as the template does',
    find: ({ trigger }) => {
      const memory = known(trigger)?.memoryMb ?? LEAST_MEMORY_MB;
      return memory < LEAST_MEMORY_MB
        ? [`the function has ${memory} MB: a cold start may outlast Cognito's patience`]
        : [];
    },
  },
  {
    id: 'timeout',
    severity: 'warning',
    fact: 'F4.1',
    remedy: 'set the timeout to 5 seconds, as the template does',
    find: ({ trigger }) => {
      const seconds = known(trigger)?.timeoutSeconds ?? COGNITO_SECONDS;
      if (seconds === COGNITO_SECONDS) return [];
      const why = seconds < COGNITO_SECONDS ? 'a cold start may not end in time' : 'Cognito stops waiting after 5';
      return [`the function's timeout is ${seconds} s: ${why}`];
    },
  },
  {
    id: 'look-up-denied',
    severity: 'danger',
    fact: 'F4.13',
    remedy: "allow both actions on the pool to the function's role, as the template does",
    find: ({ deniedLookUps }) =>
      (known(deniedLookUps) ?? []).map((action) => `the function may not call \`${action}\`: nobody is ever approved`),
  },
  {
    id: 'no-claims',
    severity: 'warning',
    fact: 'F2.12',
    remedy: 'deploy with `Claims=enabled`',
    find: ({ trigger }) => {
      const fn = known(trigger);
      if (fn === null || !isGuard(fn) || (fn.variables['CLAIM_TABLE'] ?? '') !== '') return [];
      return ['claims are off: two sign-ups at the same moment may both be verified for one address'];
    },
  },
];
