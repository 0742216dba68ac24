/**
 * What an attestation costs: the first one of a sandbox, which loads what verifies it, each further one, and how many a
 * second a machine signs. Figures of this machine; they only compare.
 */
import { performance } from 'node:perf_hooks';
import { newKeyPair, readSigningKey } from '../src/attester/key-pair.ts';
import { signStatement } from '../src/attester/sign.ts';
import type { StatementAlgorithm } from '../src/core/attestation.ts';
import { attemptOf } from '../src/policy/cases/typed-attempt.ts';

const RUNS = 2_000;
const NOW = Date.now();
const POOL = 'us-east-1_example';

async function measure(alg: StatementAlgorithm): Promise<void> {
  const pair = newKeyPair(alg);
  if (!pair.ok) throw new Error(pair.error);
  const key = readSigningKey(JSON.stringify(pair.value.privateJwk));
  if (!key.ok) throw new Error(key.error);
  const from = Math.floor(NOW / 1000);
  const email = 'ann@example.com';
  const sign = () =>
    signStatement(key.value, { attester: 'invitations', userPoolId: POOL, email }, { from, until: from + 60 });
  const token = await sign();
  const attesters = [{ id: 'invitations', keys: [pair.value.publicKey], maxAgeSeconds: 3_600 }];
  const bearer = { ...attemptOf({ email }), userPoolId: POOL };

  const began = performance.now();
  const { verifyAttestation } = await import('../src/guard/attestation/verify.ts');
  const loaded = performance.now();
  const { result } = await verifyAttestation(token, attesters, bearer, NOW);
  const first = performance.now();
  for (let run = 0; run < RUNS; run += 1) await verifyAttestation(token, attesters, bearer, NOW);
  const verified = performance.now();
  for (let run = 0; run < RUNS; run += 1) await sign();
  const signed = performance.now();
  process.stdout.write(
    `${alg}: ${result}; load ${(loaded - began).toFixed(1)} ms, first ${(first - loaded).toFixed(1)} ms, ` +
      `each further ${((verified - first) / RUNS).toFixed(3)} ms; ${Math.round((1000 * RUNS) / (signed - verified))} signed a second, one after another\n`,
  );
}

await measure('EdDSA');
await measure('ES256');
