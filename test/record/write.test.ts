/**
 * The record of a judgement, field by field: what is told, what is only hashed, and what is left out.
 */
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Holder } from '../../src/core/facts.ts';
import type { PolicySnapshot } from '../../src/guard/ports.ts';
import { pseudonym } from '../../src/identity/pseudonym.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { DecisionRecordSchema } from '../../src/record/decision-record.ts';
import { type Recorded, recordOf } from '../../src/record/write.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { aDocument } from '../support/policies.ts';

const KEY = 'key';
const NEWCOMER: Attempt = attemptOf({
  userName: 'newcomer',
  email: 'Bob@example.com',
  phone: '+12065550100',
  client: '1example',
});
const SNAPSHOT: PolicySnapshot = {
  policy: compilePolicy(aDocument(), NO_RESOURCES),
  digest: 'sha256:d',
  resources: { ...NO_RESOURCES, phoneCountry: (number) => (number === '+12065550100' ? 'US' : null) },
  source: 'last-good',
  ageMs: 1_234.6,
};

function holder(userName: string, verified: boolean, status: string): Holder {
  return { userName, verified, enabled: true, status };
}

function aJudgement(fields: Partial<Recorded> = {}): Recorded {
  return {
    attempt: NEWCOMER,
    attestation: null,
    decision: {
      outcome: 'approve',
      reason: 'collision',
      rules: ['everyone'],
      verified: ['phone_number'],
      withheld: [
        {
          attribute: 'email',
          because: 'held',
          holders: [holder('z', true, 'UNCONFIRMED'), holder('a', false, 'CONFIRMED'), holder('b', false, 'CONFIRMED')],
          atLeast: true,
        },
        { attribute: 'phone_number', because: 'claimed', holders: [] },
      ],
      failures: [{ call: 'listUsers', cause: 'timeout' }],
      message: 'never told',
      applied: true,
    },
    snapshot: SNAPSHOT,
    calls: { listUsers: 3, adminGetUser: 2, claims: 1, retries: 4 },
    timings: { policy: 0.06, lookup: 12.34, total: 12.44 },
    observed: [],
    limits: [],
    companion: { told: { outcome: 'code', ms: 41.26, verified: ['email'] }, passedOn: null, own: 'approve' },
    ...fields,
  };
}

describe('a record', () => {
  it('tells a decision, with every address and name hashed under the key', () => {
    const record = recordOf(aJudgement(), 'prod', KEY);

    expect(record).toEqual({
      schema: 1,
      outcome: 'approve',
      applied: true,
      reason: 'collision',
      rules: ['everyone'],
      response: { autoConfirmUser: true, autoVerifyEmail: false, autoVerifyPhone: true },
      withheld: [
        {
          attribute: 'email',
          because: 'held',
          holders: 3,
          holdersAtLeast: true,
          verifiedHolders: 1,
          statuses: ['CONFIRMED', 'UNCONFIRMED'],
          firstHolder: pseudonym(KEY, 'user', 'z'),
        },
        {
          attribute: 'phone_number',
          because: 'claimed',
          holders: 0,
          verifiedHolders: 0,
          statuses: [],
          firstHolder: null,
        },
      ],
      failures: [{ call: 'listUsers', cause: 'timeout' }],
      policy: { environment: 'prod', digest: 'sha256:d', source: 'last-good', ageMs: 1_235 },
      subject: {
        user: pseudonym(KEY, 'user', 'newcomer'),
        emailDomain: 'example.com',
        email: pseudonym(KEY, 'email', 'bob@example.com'),
        emailTag: false,
        phoneCountry: 'US',
        phone: pseudonym(KEY, 'phone', '+12065550100'),
      },
      trigger: 'sign-up',
      clientId: '1example',
      userPoolId: 'us-west-2_example',
      calls: { listUsers: 3, adminGetUser: 2, claims: 1, retries: 4 },
      ms: { policy: 0.1, lookup: 12.3, total: 12.4 },
      attestation: null,
      companion: { outcome: 'code', ms: 41.3, verified: ['email'] },
    });
    expect(DecisionRecordSchema.parse(record)).toEqual(record);
  });

  it('has no hash without a key, and still no name', () => {
    const { subject, withheld } = recordOf(aJudgement(), 'prod', null);

    expect(subject).toEqual({
      user: null,
      emailDomain: 'example.com',
      email: null,
      emailTag: false,
      phoneCountry: 'US',
      phone: null,
    });
    expect(withheld.map(({ firstHolder }) => firstHolder)).toEqual([null, null]);
  });

  it('tells nothing of what was not given', () => {
    const record = recordOf(aJudgement({ attempt: attemptOf({ userName: null }) }), 'prod', KEY);

    expect([record.subject, record.clientId]).toEqual([
      { user: null, emailDomain: null, email: null, emailTag: null, phoneCountry: null, phone: null },
      null,
    ]);
  });

  it('tells nothing of what was given malformed', () => {
    const attempt = attemptOf({ email: 'bob at example.com', phone: '0100' });

    expect(recordOf(aJudgement({ attempt }), 'prod', KEY).subject).toEqual({
      user: pseudonym(KEY, 'user', 'user'),
      emailDomain: null,
      email: null,
      emailTag: null,
      phoneCountry: null,
      phone: null,
    });
  });

  it('tells that an address carries a tag, and not which', () => {
    const attempt = attemptOf({ email: 'bob+secret@example.com' });

    expect(recordOf(aJudgement({ attempt }), 'prod', KEY).subject.emailTag).toBe(true);
  });

  it('names no country where its policy looks at none', () => {
    const snapshot = { ...SNAPSHOT, resources: NO_RESOURCES };

    expect(recordOf(aJudgement({ snapshot }), 'prod', KEY).subject.phoneCountry).toBeNull();
  });

  it('says of a number that no plan names its country', () => {
    const snapshot = { ...SNAPSHOT, resources: { ...NO_RESOURCES, phoneCountry: () => null } };

    expect(recordOf(aJudgement({ snapshot }), 'prod', KEY).subject.phoneCountry).toBe('ZZ');
  });

  it('tells nothing of a companion that is not there, or was not asked', () => {
    const told = (companion: Recorded['companion']) => recordOf(aJudgement({ companion }), 'prod', KEY).companion;

    expect([told(null), told({ told: null, passedOn: null, own: 'approve' })]).toEqual([null, null]);
  });

  it('names the rules that only observed, and none where none did', () => {
    expect(recordOf(aJudgement({ observed: ['throwaway'] }), 'prod', KEY).observed).toEqual(['throwaway']);
    expect(recordOf(aJudgement(), 'prod', KEY)).not.toHaveProperty('observed');
  });

  it('tells what became of a statement, its number hashed, and nothing where there was none', () => {
    const attestation = { attester: 'invitations', result: 'valid', id: 'seven', attested: ['email'] } as const;
    const told = (fields: Partial<Recorded>) => recordOf(aJudgement(fields), 'prod', KEY).attestation;

    expect(told({ attestation })).toEqual({
      attester: 'invitations',
      result: 'valid',
      id: pseudonym(KEY, 'attestation', 'seven'),
    });
    expect(told({ attestation: { ...attestation, id: null } })).toEqual({
      attester: 'invitations',
      result: 'valid',
      id: null,
    });
    expect(told({})).toBeNull();
  });

  it('tells how often the keys of limits were seen, by their hashes, and nothing where nothing was counted', () => {
    const limit = { rule: 'flood', count: 30, per: '1h', perMs: 3_600_000 } as const;
    const failure = { call: 'limits', cause: 'timeout' } as const;
    const limits: Recorded['limits'] = [
      {
        ...limit,
        by: 'phonePrefix',
        key: { kind: 'given', value: '1206555' },
        outcome: { kind: 'counted', count: 31 },
      },
      { ...limit, by: 'client', key: { kind: 'given', value: 'one' }, outcome: { kind: 'counted', count: 30 } },
      { ...limit, by: 'emailDomain', key: { kind: 'given', value: 'example.com' }, outcome: { kind: 'flooded' } },
      { ...limit, by: 'mailbox', key: { kind: 'malformed' }, outcome: { kind: 'unknown', failure } },
    ];

    expect(recordOf(aJudgement({ limits }), 'prod', KEY).limits).toEqual([
      {
        rule: 'flood',
        by: 'phonePrefix',
        count: 31,
        exceeded: true,
        key: pseudonym(KEY, 'limit', 'phonePrefix:1206555'),
      },
      { rule: 'flood', by: 'client', count: 30, exceeded: false, key: pseudonym(KEY, 'limit', 'client:one') },
      {
        rule: 'flood',
        by: 'emailDomain',
        count: null,
        exceeded: true,
        key: pseudonym(KEY, 'limit', 'emailDomain:example.com'),
      },
      { rule: 'flood', by: 'mailbox', count: null, exceeded: null, key: null },
    ]);
    expect(recordOf(aJudgement({ limits }), 'prod', null).limits?.map(({ key }) => key)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(recordOf(aJudgement(), 'prod', KEY)).not.toHaveProperty('limits');
  });

  it('says that there was no policy', () => {
    expect(recordOf(aJudgement({ snapshot: null }), 'prod', KEY).policy).toEqual({
      environment: 'prod',
      digest: null,
      source: 'none',
      ageMs: null,
    });
  });

  it('names the shadow policy only where there is one', () => {
    expect(recordOf(aJudgement(), 'prod', KEY, { outcome: 'deny', differs: true })).toMatchObject({
      candidate: { outcome: 'deny', differs: true },
    });
    expect(recordOf(aJudgement(), 'prod', KEY)).not.toHaveProperty('candidate');
  });
});
