/**
 * The shipped bundle in processes of its own, calling back by the real SDK: sign-ups for one address at the same moment.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCognitoUsers } from '../../src/aws/operator/pool/cognito-user.ts';
import { readPolicyFile } from '../../src/files/policy-files.ts';
import { secretHash } from '../../src/identity/secret-hash.ts';
import { type LabSession, openGuardedLab } from '../../src/lab/collision/lab-session.ts';
import { shippedBundle } from '../../src/lab/trigger/shipped-bundle.ts';
import { holdersOf } from '../../src/sim/find.ts';
import { isVerified } from '../../src/sim/pool.ts';
import { ROOT } from './run.ts';

const ROUNDS = 5;
const AT_ONCE = 6;

let session: LabSession;
beforeAll(async () => {
  const policy = readPolicyFile(join(ROOT, 'policies/dev.yaml'));
  const bundle = await shippedBundle();
  if (!policy.ok || !bundle.ok) throw new Error('no policy or no bundle');
  const opened = await openGuardedLab(bundle.value, policy.value.document);
  if (!opened.ok) throw new Error(opened.error);
  session = opened.value;
}, 60_000);
afterAll(async () => {
  await session.close();
});

function signUp(userName: string, email: string) {
  const { client } = session.state;
  return createCognitoUsers(session.endpoint).signUp({
    clientId: client.id,
    secretHash: secretHash(userName, client.id, client.secret),
    userName,
    password: 'Correct-horse-1',
    attributes: { email },
  });
}

describe('sign-ups for one address at the same moment', { timeout: 60_000 }, () => {
  it('leave at most one verified holder, and no alias moves', async () => {
    const verified: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const email = `round${round}@example.com`;
      const names = Array.from({ length: AT_ONCE }, (_, index) => `user-${round}-${index}`);

      await Promise.all(names.map((name) => signUp(name, email)));

      const holders = holdersOf(session.state.pool, 'email', email);
      verified.push(holders.filter((user) => isVerified(user, 'email')).length);
    }

    expect(verified).toEqual(Array(ROUNDS).fill(1));
    expect(session.events.filter(({ kind }) => kind === 'alias-moved')).toEqual([]);
    expect(session.lines.filter((line) => line.includes('"sign-up decision"')).length).toBe(ROUNDS * AT_ONCE);
  });

  it('are refused without a word about the address', async () => {
    const answers = await Promise.all(['one', 'two', 'three'].map((name) => signUp(name, 'words@example.com')));

    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.message]));
    for (const message of refusals) {
      expect(message).toBe('PreSignUp failed with error Please try again in a moment.');
    }
    expect(answers.some((answer) => answer.ok && answer.value.userConfirmed)).toBe(true);
  });
});
