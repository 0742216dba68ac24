/**
 * Attestations within an attempt: which attempts carry one, what it changes, and that nothing of it can hurt.
 */
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { attest } from '../../src/guard/attest.ts';
import { shadowOpinion } from '../../src/guard/candidate.ts';
import { guard } from '../../src/guard/guard.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { nobodyNamed } from '../support/names.ts';
import { aDocument, aSnapshot } from '../support/policies.ts';
import { aKey, anAttester, aToken, NOW, someClaims } from '../support/statements.ts';
import { aBudget, handClock } from '../support/time.ts';

const KEY = aKey();
const ATTESTERS = [anAttester([KEY])];
const TOKEN = aToken(KEY, someClaims({ jti: 'seven' }));
const CLOCK = { ...handClock(), now: () => NOW };

function bearing(token: string | null, fields: Partial<Attempt> = {}): Attempt {
  return { ...attemptOf({ email: 'ann@example.com', metadata: { attestation: token } }), ...fields };
}

const BEARER = bearing(TOKEN);

describe('an attempt', () => {
  it('that carries a valid statement has its address attested', async () => {
    const { attempt, attestation } = await attest(BEARER, ATTESTERS, CLOCK, aBudget());

    expect(attestation).toEqual({ attester: 'invitations', result: 'valid', id: 'seven', attested: ['email'] });
    expect(attempt).toEqual({ ...BEARER, attested: new Map([['email', 'invitations']]) });
  });

  it.each([
    ['has none', attemptOf({ email: 'ann@example.com' }), ATTESTERS],
    ['is judged by a policy that trusts nobody', BEARER, []],
    ['is a federated sign-in', bearing(TOKEN, { trigger: 'external-provider' }), ATTESTERS],
    ["is an administrator's", bearing(TOKEN, { trigger: 'admin-create' }), ATTESTERS],
  ])('that %s has no attestation', async (_, asked, attesters) => {
    const { attempt, attestation } = await attest(asked, attesters, CLOCK, aBudget());

    expect(attestation).toBeNull();
    expect(attempt.attested).toEqual(new Map());
  });

  it('whose statement is no text has a malformed one', async () => {
    const { attempt, attestation } = await attest(bearing(null), ATTESTERS, CLOCK, aBudget());

    expect(attestation).toEqual({ attester: null, result: 'malformed', id: null, attested: [] });
    expect(attempt.attested.size).toBe(0);
  });

  it('may carry it in either place of the call, or the same in both', async () => {
    const other = aToken(KEY, someClaims({ jti: 'eight' }));
    const carrying = (metadata: Record<string, string | null>, validationData: Record<string, string | null>) =>
      attest(attemptOf({ email: 'ann@example.com', metadata, validationData }), ATTESTERS, CLOCK, aBudget());
    const resultsOf = [
      await carrying({}, { attestation: TOKEN }),
      await carrying({ attestation: TOKEN }, { attestation: TOKEN }),
      await carrying({ attestation: TOKEN }, { attestation: other }),
      await carrying({ attestation: TOKEN }, { attestation: null }),
      await carrying({ attestation: null }, { attestation: TOKEN }),
    ].map(({ attestation }) => attestation?.result);

    expect(resultsOf).toEqual(['valid', 'valid', 'malformed', 'malformed', 'malformed']);
  });

  it('is left as it is by a statement for somebody else', async () => {
    const asked = attemptOf({ email: 'eve@example.com', metadata: { attestation: TOKEN } });

    expect(await attest(asked, ATTESTERS, CLOCK, aBudget())).toMatchObject({
      attempt: asked,
      attestation: { attester: 'invitations', result: 'address' },
    });
  });

  it('forgets what was attested by others than these', async () => {
    const before = bearing(TOKEN, { attested: new Map([['email', 'partner']]) });

    expect((await attest(before, [], CLOCK, aBudget())).attempt.attested).toEqual(new Map());
    const elsewhere = { ...before, userPoolId: 'us-west-2_other' };
    expect((await attest(elsewhere, ATTESTERS, CLOCK, aBudget())).attempt.attested).toEqual(new Map());
  });

  it('whose statement cannot be read for any reason has no proof', async () => {
    const { attempt, attestation } = await attest(BEARER, ATTESTERS, { ...CLOCK, now: outOfOrder }, aBudget());

    expect(attestation).toMatchObject({ attester: null, result: 'signature' });
    expect(attempt.attested.size).toBe(0);
  });
});

/** A clock that fails stands for whatever may fail while a statement is read. */
function outOfOrder(): number {
  throw new Error('out of order');
}

const INVITED: PolicyDocument = aDocument({
  attesters: [{ id: 'invitations', keys: [KEY.jwk], maxAge: '7d' }],
  rules: [{ id: 'invited', when: { emailAttested: ['invitations'] }, then: 'approve', verify: ['email'] }],
});

async function judged(document: PolicyDocument, attempt: Attempt, holders: readonly string[] = []) {
  const policy = compilePolicy(document, NO_RESOURCES);
  const found = holders.map((userName) => ({ userName, verified: true, enabled: true, status: 'CONFIRMED' }));
  return guard(
    {
      policySource: { current: async () => ({ snapshot: aSnapshot(policy), failure: null }) },
      directory: { named: nobodyNamed, sightings: async () => [{ kind: 'seen', holders: found }] },
      claims: null,
      clock: CLOCK,
      whenPolicyUnavailable: 'code',
    },
    attempt,
    aBudget(),
  );
}

describe('a policy that approves the invited', () => {
  it('verifies the address that the invitation names', async () => {
    const { decision, attestation, attempt } = await judged(INVITED, BEARER);

    expect(decision).toMatchObject({ outcome: 'approve', rules: ['invited'], verified: ['email'] });
    expect(attestation).toMatchObject({ attester: 'invitations', result: 'valid' });
    expect(attempt.attested.get('email')).toBe('invitations');
  });

  it('leaves a held address with its holder', async () => {
    const { decision } = await judged(INVITED, BEARER, ['owner']);

    expect(decision).toMatchObject({ outcome: 'code', reason: 'collision', verified: [] });
  });

  it('knows no other address, and takes nobody at their word', async () => {
    const others = [
      bearing(TOKEN, attemptOf({ email: 'eve@example.com' })),
      bearing(aToken(aKey())),
      attemptOf({ email: 'ann@example.com' }),
      attemptOf({ email: 'ann@example.com', attested: [['email', 'invitations']] }),
    ];
    for (const other of others) {
      expect((await judged(INVITED, other)).decision).toMatchObject({ outcome: 'code', reason: 'otherwise' });
    }
  });
});

describe('a candidate', () => {
  const NOBODY = aDocument();
  const source = (document: PolicyDocument) => {
    const candidate = compilePolicy(document, NO_RESOURCES);
    return { peek: () => candidate, refresh: () => {} };
  };
  const opinion = async (candidate: PolicyDocument, inForce: PolicyDocument) =>
    shadowOpinion(source(candidate), await judged(inForce, BEARER), CLOCK, aBudget());

  it('verifies with its own keys', async () => {
    expect(await opinion(INVITED, INVITED)).toEqual({ outcome: 'approve', differs: false });
    const withOtherKey = { ...INVITED, attesters: [{ id: 'invitations', keys: [aKey().jwk], maxAge: '7d' }] };
    expect(await opinion(withOtherKey, INVITED)).toEqual({ outcome: 'code', differs: true });
  });

  it('that alone trusts the attester cannot tell what the look-ups would have found', async () => {
    expect(await opinion(INVITED, NOBODY)).toEqual({ outcome: 'unknown', differs: null });
  });
});
