/**
 * Replays of sign-ups under a user name that somebody had.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { digestOf } from '../../../src/policy/manifest.ts';
import { loggedDecision } from '../../../src/record/logged.ts';
import { createReplay, type Replayed } from '../../../src/review/replay/replay.ts';
import { APPROVED } from '../../record/records.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const POLICY = aDocument({ rules: [anApproval()] });

function replayed(subject: Partial<typeof APPROVED.subject>, through = POLICY): Replayed {
  const record = {
    ...APPROVED,
    outcome: 'deny',
    reason: 'name-taken',
    rules: ['everyone'],
    response: {},
    policy: { ...APPROVED.policy, digest: digestOf(POLICY) },
    subject: { ...APPROVED.subject, ...subject },
  };
  const decision = loggedDecision(record, Date.UTC(2027, 0, 1));
  if (decision === null) throw new Error('no record');
  return createReplay({ document: through, resources: NO_RESOURCES, hashKey: null, recordedHolders: 'any' })(decision);
}

describe('a sign-up under a taken name', () => {
  it.each([
    ['with its hashes', {}],
    ['whose key of the hashes was unreadable', { user: null, email: null }],
    ['by a number alone, whose key was unreadable', { user: null, email: null, emailDomain: null }],
  ])('is refused again by the policy that refused it, %s', (_, subject) => {
    expect(replayed(subject)).toMatchObject({ verdict: 'unchanged', outcomes: ['deny'], unknown: [] });
  });

  it('is refused by another that approves it, with or without hashes', () => {
    const other = aDocument({ rules: [anApproval({ id: 'other', verify: ['email'] })] });

    expect(replayed({}, other).outcomes).toEqual(['deny']);
    expect(replayed({ user: null, email: null }, other).outcomes).toEqual(['deny']);
  });
});
