/**
 * Checks of who sets the trigger: a stack with `AttachTrigger=false` leaves that to the pool's owner.
 */
import type { GuardStack } from '../../../aws/operator/function/guard-stacks.ts';
import { type Check, type Examination, known } from '../examination.ts';

/** What the owner did, or has still to do. */
export const OWNER_CHECKS: readonly Check[] = [
  {
    id: 'owner-not-attached',
    severity: 'danger',
    fact: 'F4.11',
    remedy:
      'set `LambdaConfig.PreSignUp` where the pool is defined (docs/infrastructure.md); set by hand, the next update from there takes it away',
    find: (examination) => {
      const guard = waitingFor(examination);
      const calls = examination.preSignUp === null ? 'nobody' : `\`${examination.preSignUp}\``;
      return guard === null
        ? []
        : [
            `the pool calls ${calls} before sign-up: its owner has not set \`${guard.functionArn}\` (\`AttachTrigger=false\`)`,
          ];
    },
  },
  {
    id: 'owner-attached',
    severity: 'note',
    fact: 'F4.12',
    remedy: 'change it where the pool is defined, and take it out there before you delete the stack',
    find: ({ guards, preSignUp }) =>
      ownersOf({ guards }).some(({ functionArn }) => functionArn === preSignUp)
        ? [`the pool's owner sets its trigger, to \`${preSignUp}\` (\`AttachTrigger=false\`)`]
        : [],
  },
];

/** The stack whose function the pool's owner has still to set, while the pool calls no guard of this pool. */
export function waitingFor({ guards, preSignUp }: Pick<Examination, 'guards' | 'preSignUp'>): GuardStack | null {
  const isCalled = (known(guards) ?? []).some(({ functionArn }) => functionArn === preSignUp);
  return isCalled ? null : (ownersOf({ guards })[0] ?? null);
}

function ownersOf({ guards }: Pick<Examination, 'guards'>): readonly GuardStack[] {
  return (known(guards) ?? []).filter(({ ownerSets }) => ownerSets);
}
