/**
 * Decision records for tests: one that is ordinary in every field, and variations of it.
 */
import type { DecisionRecord } from '../../src/record/decision-record.ts';

/** An approval by one rule that verified the address. */
export const APPROVED: DecisionRecord = {
  schema: 1,
  outcome: 'approve',
  applied: true,
  reason: 'rule',
  rules: ['staff'],
  response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false },
  withheld: [],
  failures: [],
  policy: { environment: 'test', digest: 'a'.repeat(64), source: 'ssm', ageMs: 1200 },
  subject: {
    user: `h:${'1'.repeat(32)}`,
    emailDomain: 'example.com',
    email: `h:${'2'.repeat(32)}`,
    emailTag: false,
    phoneCountry: null,
    phone: null,
  },
  trigger: 'sign-up',
  clientId: '1example23456789',
  userPoolId: 'us-east-1_Example',
  calls: { listUsers: 1, adminGetUser: 1, claims: 1, retries: 0 },
  ms: { policy: 0.2, lookup: 31, total: 33 },
  attestation: null,
  companion: null,
};

const NOTHING_VERIFIED = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

/** A refusal by one rule. */
export const REFUSED: DecisionRecord = {
  ...APPROVED,
  outcome: 'deny',
  rules: ['throwaway'],
  response: NOTHING_VERIFIED,
  subject: { ...APPROVED.subject, emailDomain: 'throwaway.example.com' },
  calls: { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 },
};

/** A sign-up whose address somebody holds. */
export const COLLIDED: DecisionRecord = {
  ...APPROVED,
  outcome: 'code',
  reason: 'collision',
  response: NOTHING_VERIFIED,
  withheld: [
    {
      attribute: 'email',
      because: 'held',
      holders: 1,
      verifiedHolders: 1,
      statuses: ['CONFIRMED'],
      firstHolder: `h:${'9'.repeat(32)}`,
    },
  ],
};

/** A sign-up that the directory did not answer for. */
export const DOUBTED: DecisionRecord = {
  ...APPROVED,
  outcome: 'code',
  reason: 'directory-unavailable',
  response: NOTHING_VERIFIED,
  withheld: [
    { attribute: 'email', because: 'unknown', holders: 0, verifiedHolders: 0, statuses: [], firstHolder: null },
  ],
  failures: [{ call: 'listUsers', cause: 'timeout' }],
};

/** The line that Powertools Logger writes for a record. */
export function powertoolsLine(decision: unknown, timestamp = '2026-03-01T10:00:00.000Z'): string {
  return JSON.stringify({ level: 'INFO', message: 'sign-up decision', timestamp, service: 'signup-guard', decision });
}
