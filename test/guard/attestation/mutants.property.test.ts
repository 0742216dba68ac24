/**
 * More than a hundred thousand tokens that are almost a statement, and none of them is valid.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyAttestation } from '../../../src/guard/attestation/verify.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { ANY_CHARACTER } from '../../support/any-character.ts';
import { MASS } from '../../support/mass.ts';
import { aHeader, aKey, anAttester, aToken, NOW, someClaims } from '../../support/statements.ts';
import { byteMutants, editMutants, forgedMutants, type Mutant } from '../../support/token-mutants.ts';

const ED = aKey('EdDSA');
const EC = aKey('ES256');
const STRANGERS = [aKey('EdDSA'), aKey('ES256')];
const ATTESTERS = [anAttester([ED, EC]), anAttester([aKey()], { id: 'partner' })];
const BEARER = attemptOf({ email: 'ann@example.com', phone: '+12065550100', client: '1client' });

/** Every second change of a byte, which is more than a hundred thousand; all of them with the mass. */
const EVERY = MASS > 1 ? 1 : 2;

const PATIENCE_MS = 120_000 * MASS;

/** Enough at once to keep the threads of the crypto library busy. */
const BATCH = 64;

async function resultsOf(mutants: Iterable<Mutant>) {
  const results = new Map<string, number>();
  const valid: Mutant[] = [];
  const one = async (mutant: Mutant) => {
    const { result, attested } = await verifyAttestation(mutant.token, ATTESTERS, BEARER, NOW);
    results.set(result, (results.get(result) ?? 0) + 1);
    if (result === 'valid' || attested.length > 0) valid.push(mutant);
  };
  let batch: Promise<void>[] = [];
  for (const mutant of mutants) {
    batch.push(one(mutant));
    if (batch.length === BATCH) {
      await Promise.all(batch);
      batch = [];
    }
  }
  await Promise.all(batch);
  const tried = [...results.values()].reduce((sum, count) => sum + count, 0);
  return { tried, valid, results: Object.fromEntries(results) };
}

describe('a mutated statement', () => {
  it.each([
    ['EdDSA', ED],
    ['ES256', EC],
  ] as const)(
    'of %s is not valid with any byte changed to any other',
    async (_, key) => {
      const token = aToken(key);
      expect((await verifyAttestation(token, ATTESTERS, BEARER, NOW)).result).toBe('valid');

      const { tried, valid, results } = await resultsOf(byteMutants(token, EVERY));

      expect(valid).toEqual([]);
      expect(tried).toBe(Math.ceil((255 * token.length) / EVERY));
      // the shape must not stand alone: thousands reach the keys and the signature
      expect(results['signature']).toBeGreaterThan(5_000 / EVERY);
      expect(results['key']).toBeGreaterThan(500 / EVERY);
      expect(results['issuer']).toBeGreaterThan(100 / EVERY);
    },
    PATIENCE_MS,
  );

  it('is not valid cut, doubled, with anything put in or left out', { timeout: PATIENCE_MS }, async () => {
    const { tried, valid } = await resultsOf([ED, EC].flatMap((key) => [...editMutants(aToken(key))]));

    expect(valid).toEqual([]);
    expect(tried).toBeGreaterThan(7_000);
  });

  it('is not valid with a header or claim replaced, whoever signs it', { timeout: PATIENCE_MS }, async () => {
    const pairs = [ED, EC].flatMap((named) => [named, ...STRANGERS].map((signer) => [named, signer] as const));
    const { tried, valid, results } = await resultsOf(pairs.flatMap((pair) => [...forgedMutants(...pair)]));

    expect(valid).toEqual([]);
    expect(tried).toBeGreaterThan(800);
    expect(Object.keys(results).sort()).toEqual([
      'address',
      'audience',
      'client',
      'expired',
      'issuer',
      'key',
      'malformed',
      'signature',
      'too-early',
      'too-long-lived',
    ]);
  });

  it('never makes the reader throw, whatever text it is', { timeout: PATIENCE_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: ANY_CHARACTER }), fc.base64String(), fc.json()), async (text) => {
        const token = [text, text, text].join('.');
        for (const each of [text, token]) {
          expect((await verifyAttestation(each, ATTESTERS, BEARER, NOW)).result).toBe('malformed');
        }
      }),
      { numRuns: 500 * MASS },
    );
  });
});

describe('a statement', () => {
  const other = fc.record({
    email: fc.constantFrom('ann@example.com', 'eve@example.com', undefined),
    phone: fc.constantFrom('+12065550100', '+12065550199', undefined),
    client: fc.constantFrom('1client', '2client', undefined),
    pool: fc.constantFrom('us-west-2_example', 'us-west-2_other', null),
    after: fc.integer({ min: -86_400, max: 3 * 86_400 }),
  });

  it('changes nothing for any other address, pool, client or time', { timeout: PATIENCE_MS }, async () => {
    const iat = NOW / 1000;
    const claims = someClaims({ iat, exp: iat + 86_400, phone_number: '+12065550100', client_id: '1client' });
    const token = aToken(ED, claims, aHeader(ED));
    let valid = 0;
    await fc.assert(
      fc.asyncProperty(other, async ({ email, phone, client, pool, after }) => {
        const written = attemptOf({
          ...(email === undefined ? {} : { email }),
          ...(phone === undefined ? {} : { phone }),
          ...(client === undefined ? {} : { client }),
        });
        const { result, attested } = await verifyAttestation(
          token,
          ATTESTERS,
          { ...written, userPoolId: pool },
          NOW + after * 1_000,
        );
        const counts = pool === 'us-west-2_example' && client === '1client' && after >= -60 && after < 86_460;
        const expected = counts
          ? [...(email === 'ann@example.com' ? ['email'] : []), ...(phone === '+12065550100' ? ['phone_number'] : [])]
          : [];
        expect(attested).toEqual(expected);
        expect(result === 'valid').toBe(expected.length > 0);
        if (expected.length > 0) valid += 1;
      }),
      { numRuns: 1_000 * MASS },
    );
    expect(valid).toBeGreaterThan(5 * MASS);
  });
});
