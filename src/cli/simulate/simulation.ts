/**
 * One attempt put to a policy with the trigger's own engine: the decision as the log would hold it, and rule by rule why.
 * Computes; prints nothing.
 */

import type { Attempt } from '../../core/attempt.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import { weaknessesOf } from '../../core/weaknesses.ts';
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
  attempt: Attempt,
  surroundings: Surroundings,
): Promise<Simulation> {
  const loaded = await loadPolicy(document);
  const { decision, findings, calls } = rehearse(loaded.policy, attempt, surroundings);
  const inForce = surroundings.faults?.ssm === undefined;
  const snapshot = inForce ? ({ ...loaded, digest, source: 'ssm', ageMs: 0 } as const) : null;
  const judgement = {
    attempt,
    decision,
    snapshot,
    findings,
    calls: { ...calls, retries: 0 },
    timings: { policy: 0, lookup: 0, total: 0 },
    weaknesses: weaknessesOf(loaded.policy, true),
  };
  return {
    decision: recordOf(judgement, environment, null),
    rules: inForce ? explainRules(loaded.policy, attempt) : [],
    message: decision.message,
    policy: loaded.policy,
  };
}
