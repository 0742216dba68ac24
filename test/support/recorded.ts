/**
 * What the trigger would have logged of an attempt under a policy, in a pool of which everything is known; read back as
 * reviews and replays read it.
 */
import type { Attempt } from '../../src/core/attempt.ts';
import { NO_RESOURCES, type Resources } from '../../src/core/conditions/condition.ts';
import { decide } from '../../src/core/decide.ts';
import type { Failure } from '../../src/core/facts.ts';
import { policyAt } from '../../src/core/in-force.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import { type LoggedDecision, loggedDecision } from '../../src/record/logged.ts';
import { type Recorded, recordOf } from '../../src/record/write.ts';
import { findingsOf, type PoolKnowledge } from './knowledge.ts';
import { aSnapshot } from './policies.ts';

/** When records are written. */
export const WRITTEN_AT = Date.parse('2027-01-01T12:00:00Z');

/** How a record is written: the key of its pseudonyms, the policy's digest, and the large data at hand. */
type Writing = {
  readonly key: string | null;
  readonly digest?: string;
  readonly resources?: Resources;
};

/** The record of an attempt. */
export function recorded(
  attempt: Attempt,
  whole: CompiledPolicy,
  pool: PoolKnowledge,
  { key, digest = 'of-another', resources = NO_RESOURCES }: Writing,
): LoggedDecision {
  const policy = policyAt(whole, WRITTEN_AT);
  const findings = findingsOf(attempt, policy, pool);
  const planned = plan(attempt, policy);
  const decision = decide(attempt, policy, planned, findings);
  const asked = planned.lookUps.length;
  const calls = {
    listUsers: policy.lookup === 'alias' ? 0 : asked,
    adminGetUser: policy.lookup === 'list' ? 0 : asked,
    claims: planned.claims.length,
    retries: 0,
  };
  const failures: Failure[] = [...decision.failures];
  const timings = { policy: 0, lookup: 0, total: 0 };
  const judgement = {
    attempt,
    attestation: attestationOf(attempt),
    decision: { ...decision, failures },
    snapshot: aSnapshot(policy, { digest, resources }),
    findings,
    calls,
    timings,
    observed: [],
    limits: [],
    companion: null,
  };
  const logged = loggedDecision(JSON.parse(JSON.stringify(recordOf(judgement, 'test', key))), WRITTEN_AT);
  if (logged === null) throw new Error('the record was not readable');
  return logged;
}

/** The statement that an attempt must have carried. */
function attestationOf({ attested }: Attempt): Recorded['attestation'] {
  const [attester] = attested.values();
  return attester === undefined ? null : { attester, result: 'valid', id: null, attested: [...attested.keys()] };
}
