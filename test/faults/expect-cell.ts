/**
 * What every cell of the fault table must show.
 */
import { expect } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import type { Cell, Dependency } from './matrix.ts';
import type { Outcome } from './run-cell.ts';

const CALL: Readonly<Record<Dependency, string>> = {
  ssm: 'ssm',
  listUsers: 'listUsers',
  adminGetUser: 'adminGetUser',
  claim: 'claims',
  claims: 'claims',
};

/** An answer (the runner ends a process at Cognito's five seconds), no grant that needed what failed, a record that names it, and the next attempt unharmed. */
export function expectCell({ dependency, source, state }: Cell, { during, after }: Outcome): void {
  const signUp = source === 'PreSignUp_SignUp';
  const lastGood = dependency === 'ssm' && state === 'warm';
  const granted = { kind: 'flags', flags: { autoConfirmUser: true, autoVerifyEmail: true } };
  const neutral = { kind: 'flags', flags: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false } };

  const unclaimed = signUp && (dependency === 'claim' || dependency === 'claims');
  const refused = { kind: 'thrown', message: expect.stringContaining(DEFAULT_SETTINGS.busyMessage) };

  expect(during.answer).toMatchObject(unclaimed ? refused : signUp && lastGood ? granted : neutral);
  expect(during.record?.failures.map(({ call }) => call)).toContain(CALL[dependency]);
  expect(during.record?.policy.source).toBe(dependency !== 'ssm' ? 'ssm' : lastGood ? 'last-good' : 'none');
  expect(after.answer).toMatchObject(signUp ? granted : neutral);
}
