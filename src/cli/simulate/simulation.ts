/**
 * One attempt put to a policy with the trigger's own engine: the decision as the log would hold it, and rule by rule why.
 * Computes; prints nothing.
 */

import type { Attempt } from '../../core/attempt.ts';
import { policyAt } from '../../core/in-force.ts';
import { limitStates } from '../../core/limits/standing.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import { observedIn } from '../../core/rules.ts';
import { type Attested, attest } from '../../guard/attest.ts';
import { startBudget } from '../../guard/budget.ts';
import { countedLimits } from '../../guard/count.ts';
import { systemClock } from '../../lambda/clock.ts';
import { explainRules, type RuleExplanation } from '../../policy/cases/explain.ts';
import { rehearse, type Surroundings } from '../../policy/cases/rehearse.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { DecisionRecord } from '../../record/decision-record.ts';
import { recordOf } from '../../record/write.ts';
import type { NamedPolicy } from '../policy-reference.ts';

/** What came of it. The message is what whoever is refused reads; the record does not hold it. */
export type Simulation = {
  readonly decision: DecisionRecord;
  readonly rules: readonly RuleExplanation[];
  readonly message: string | null;
  readonly policy: CompiledPolicy;
};

/** Simulates. The hashes of a record are null here: their key stands in Parameter Store. */
export async function simulate(
  { document, environment, digest }: NamedPolicy,
  asked: Attempt,
  surroundings: Surroundings,
  now: number = systemClock.now(),
): Promise<Simulation> {
  const loaded = await loadPolicy(document);
  const { attempt, attestation } = await attestedAttempt(asked, loaded.policy, now);
  const policy = policyAt(loaded.policy, now);
  const { planned, decision, findings, calls } = rehearse(policy, attempt, surroundings);
  const inForce = surroundings.faults?.ssm === undefined;
  const snapshot = inForce ? ({ ...loaded, digest, source: 'ssm', ageMs: 0 } as const) : null;
  const judgement = {
    attempt,
    attestation,
    decision,
    snapshot,
    findings,
    calls: { ...calls, retries: 0 },
    timings: { policy: 0, lookup: 0, total: 0 },
    observed: inForce ? observedIn(policy, attempt, limitStates(planned.limits, findings.limits)) : [],
    limits: countedLimits(planned.limits, findings.limits),
    companion: null,
  };
  return {
    decision: recordOf(judgement, environment, null),
    rules: inForce ? explainRules(loaded.policy, attempt, now, findings.limits) : [],
    message: decision.message,
    policy: loaded.policy,
  };
}

/** Enough for one signature on any machine, in milliseconds. */
const VERIFY_MS = 10_000;

/** Whoever types what is attested is believed; a statement is read as the trigger reads it. */
async function attestedAttempt(asked: Attempt, { attesters }: CompiledPolicy, now: number): Promise<Attested> {
  const { attested } = asked;
  const [attester] = attested.values();
  if (attester !== undefined)
    return { attempt: asked, attestation: { attester, result: 'valid', id: null, attested: [...attested.keys()] } };
  return attest(asked, attesters, { ...systemClock, now: () => now }, startBudget(systemClock, VERIFY_MS));
}
