/**
 * What a statement can do, over the guard as it is: nothing for any other address, pool, client or time, no more with a second
 * one beside it, and never against somebody who holds the address.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { verifyAttestation } from '../../../src/guard/attestation/verify.ts';
import { guard } from '../../../src/guard/guard.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { MASS } from '../../support/mass.ts';
import { nobodyNamed } from '../../support/names.ts';
import { aDocument, aSnapshot } from '../../support/policies.ts';
import { aHeader, aKey, anAttester, aToken, NOW, someClaims } from '../../support/statements.ts';
import { Tally } from '../../support/tally.ts';
import { aBudget, handClock } from '../../support/time.ts';

const KEY = aKey();
const PARTNER = aKey('ES256');
const STRANGER = aKey();
const CLOCK = { ...handClock(), now: () => NOW };
const ATTESTERS = [anAttester([KEY]), anAttester([PARTNER], { id: 'partner' })];
const PHONE = '+12065550100';

const TOKENS = [
  aToken(KEY),
  aToken(KEY, someClaims({ phone_number: PHONE })),
  aToken(KEY, someClaims({ email: undefined, phone_number: PHONE, client_id: 'client1' })),
  aToken(PARTNER, someClaims({ iss: 'partner' })),
  aToken(KEY, someClaims({ email: 'eve@example.com' })),
  aToken(KEY, someClaims({ aud: 'us-west-2_other' })),
  aToken(KEY, someClaims({ exp: NOW / 1_000 - 60 })),
  aToken(STRANGER, someClaims(), aHeader(KEY)),
  aToken(PARTNER),
  'a.b.c',
];

/** Rules in which proof only ever earns. */
const rules = fc.array(
  fc
    .record({
      proof: fc.constantFrom(
        { emailAttested: ['invitations'] },
        { emailAttested: ['partner'] },
        { phoneAttested: ['invitations', 'partner'] },
        { emailDomain: ['example.com'] },
      ),
      client: fc.constantFrom({}, {}, { client: ['client1'] }),
      verify: fc.subarray<'email' | 'phone_number'>(['email', 'phone_number'], { minLength: 1 }),
      then: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'code', 'deny'),
    })
    .map(({ proof, client, verify, then }): Omit<RuleDocument, 'id'> => {
      if (then !== 'approve') return { then: then === 'code' ? 'code' : 'deny', when: { client: ['client2'] } };
      return { then: 'approve', when: { ...proof, ...client }, verify, acknowledge: 'tested, whoever it is about' };
    }),
  { minLength: 1, maxLength: 3 },
);

const worlds = fc.record({
  rules,
  email: fc.constantFrom('ann@example.com', 'Ann@Example.com', 'eve@example.com', undefined),
  phone: fc.constantFrom(PHONE, PHONE, undefined),
  client: fc.constantFrom('client1', 'client2'),
  first: fc.constantFrom(...TOKENS),
  second: fc.constantFrom(...TOKENS),
  held: fc.boolean(),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function attemptWith({ email, phone, client }: World, first?: string, second?: string) {
  return attemptOf({
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    client,
    metadata: first === undefined ? {} : { attestation: first },
    validationData: second === undefined ? {} : { attestation: second },
  });
}

async function decided(world: World, first?: string, second?: string) {
  const document = aDocument({ rules: world.rules.map((rule, index) => ({ ...rule, id: `rule-${index}` })) });
  const policy = { ...compilePolicy(document, NO_RESOURCES), attesters: ATTESTERS };
  const holders = world.held ? [{ userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' }] : [];
  const { decision } = await guard(
    {
      policySource: { current: async () => ({ snapshot: aSnapshot(policy), failure: null }) },
      directory: { named: nobodyNamed, sightings: async () => [{ kind: 'seen', holders }] },
      claims: null,
      clock: CLOCK,
      whenPolicyUnavailable: 'code',
    },
    attemptWith(world, first, second),
    aBudget(),
  );
  return decision;
}

function grantsOf({ outcome, verified }: Awaited<ReturnType<typeof decided>>): readonly string[] {
  return outcome === 'approve' ? ['confirmed', ...verified] : [];
}

describe('a statement', () => {
  it('that does not attest this very sign-up changes nothing', async () => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { result } = await verifyAttestation(world.first, ATTESTERS, attemptWith(world), NOW);
        const [without, with_] = [await decided(world), await decided(world, world.first)];
        if (result !== 'valid') expect(with_).toEqual(without);
        tally.saw(result === 'valid' ? (with_.outcome === without.outcome ? 'no need of it' : 'earned') : 'nothing');
      }),
      { numRuns: 600 * MASS },
    );
    // one draw in fifty earns something
    tally.expectSeen(2, 'earned', 'no need of it', 'nothing');
  });

  it('does no more with another beside it than either alone', async () => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const both = grantsOf(await decided(world, world.first, world.second));
        const alone = [grantsOf(await decided(world, world.first)), grantsOf(await decided(world, world.second))];
        for (const grants of alone) expect(both.filter((grant) => !grants.includes(grant))).toEqual([]);
        tally.saw(both.length > 0 ? 'granted' : alone.flat().length > 0 ? 'less' : 'nothing');
      }),
      { numRuns: 400 * MASS },
    );
    tally.expectSeen(8, 'granted', 'less', 'nothing');
  });

  it('never verifies an address that somebody holds', async () => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { verified } = await decided({ ...world, held: true }, world.first);
        expect(verified).toEqual([]);
        tally.saw((await decided({ ...world, held: false }, world.first)).verified.length > 0 ? 'free' : 'neither');
      }),
      { numRuns: 400 * MASS },
    );
    tally.expectSeen(40, 'free', 'neither');
  });
});
