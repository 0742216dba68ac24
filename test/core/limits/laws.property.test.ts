/**
 * The laws of limits: a limit grants nothing, and below its count nothing changes.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { decide } from '../../../src/core/decide.ts';
import type { Decision } from '../../../src/core/decision.ts';
import { LIMIT_KEYS, type LimitOutcome, type LimitOutcomes } from '../../../src/core/limits/limit.ts';
import { plan } from '../../../src/core/plan.ts';
import type { CompiledPolicy, PolicyDocument } from '../../../src/core/policy.ts';
import { askedBy, opinionOf, possibleDecisions } from '../../../src/core/possible.ts';
import type { Findings } from '../../../src/core/withholding.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { attempts, documents, findings } from '../../support/arbitraries.ts';
import { findingsOf, pools } from '../../support/knowledge.ts';
import { MASS } from '../../support/mass.ts';
import { Tally } from '../../support/tally.ts';

const RUNS = { numRuns: 2_000 * MASS };
const COUNT = 3;

/** Policies of which some rules that may have a limit have one. */
const limited: fc.Arbitrary<PolicyDocument> = fc
  .tuple(documents, fc.array(fc.option(fc.constantFrom(...LIMIT_KEYS)), { minLength: 4, maxLength: 4 }))
  .map(([document, keys]) => ({
    ...document,
    rules: document.rules.map((rule, index) => {
      const by = keys[index] ?? null;
      return rule.then === 'approve' || by === null ? rule : { ...rule, limit: { by, count: COUNT, per: '1h' } };
    }),
  }));

const outcomes: fc.Arbitrary<LimitOutcome> = fc.oneof(
  fc.integer({ min: 1, max: 2 * COUNT }).map((count): LimitOutcome => ({ kind: 'counted', count })),
  fc.constant<LimitOutcome>({ kind: 'flooded' }),
  fc.constant<LimitOutcome>({ kind: 'unknown', failure: { call: 'limits', cause: 'timeout' } }),
);

const counts: fc.Arbitrary<LimitOutcomes> = fc
  .array(outcomes, { minLength: 4, maxLength: 4 })
  .map((four) => new Map(four.map((outcome, index) => [`rule-${index}`, outcome])));

function everyone(outcome: LimitOutcome): LimitOutcomes {
  return new Map([0, 1, 2, 3].map((index) => [`rule-${index}`, outcome]));
}

const SELDOM = everyone({ kind: 'counted', count: COUNT });

function compiled(document: PolicyDocument): CompiledPolicy {
  return compilePolicy(document, NO_RESOURCES);
}

function decideFor(attempt: Attempt, document: PolicyDocument, found: Findings, limits: LimitOutcomes): Decision {
  const policy = compiled(document);
  return decide(attempt, policy, plan(attempt, policy), { ...found, limits });
}

describe('a limit', () => {
  it('grants nothing, whatever was counted', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, limited, findings, counts, (attempt, document, found, counted) => {
        const below = decideFor(attempt, document, found, SELDOM);
        const above = decideFor(attempt, document, found, counted);

        if (above.outcome === 'approve') expect(below.outcome).toBe('approve');
        // an approval that was refused over its address may end in a code, as under any code rule
        const refused = below.outcome === 'deny' && ['rule', 'otherwise'].includes(below.reason);
        if (refused) expect(above.outcome).toBe('deny');
        for (const name of above.verified) expect(below.verified).toContain(name);
        tally.saw(above.outcome === below.outcome ? 'as before' : `${below.outcome} to ${above.outcome}`);
      }),
      RUNS,
    );
    tally.expectSeen(2, 'as before', 'approve to code', 'approve to deny', 'code to deny', 'untouched to deny');
  });

  it('changes nothing up to its count: the rule might as well not be there', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, limited, findings, (attempt, document, found) => {
        const without = { ...document, rules: document.rules.filter(({ limit }) => limit === undefined) };
        // an owner is looked for ahead of a count that may turn an approval into a code
        const decision = decideFor(attempt, document, found, SELDOM);

        expect(decision).toEqual(decideFor(attempt, without, found, new Map()));
        tally.saw(without.rules.length < document.rules.length ? 'limited' : 'not limited');
      }),
      RUNS,
    );
    tally.expectSeen(250, 'limited', 'not limited');
  });

  it('takes part at once beyond its count, as the same rule without one, but that a code rule is in doubt', () => {
    fc.assert(
      fc.property(attempts, limited, findings, (attempt, document, found) => {
        const denials = { ...document, rules: document.rules.filter(({ then }) => then !== 'code') };
        const without = { ...denials, rules: denials.rules.map(({ limit: _, ...rule }) => rule) };
        const hasKeys = denials.rules.every(({ limit }) => limit === undefined || limit.by === 'everybody');
        fc.pre(hasKeys && attempt.trigger !== 'unknown');
        const above = decideFor(attempt, denials, found, everyone({ kind: 'flooded' }));
        const { outcome, rules } = decideFor(attempt, without, found, new Map());

        expect({ outcome: above.outcome, rules: above.rules }).toEqual({ outcome, rules });
      }),
      RUNS,
    );
  });

  it('of a shadow policy is unknown, and what it could have come to is told', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, limited, pools, counts, (attempt, document, pool, counted) => {
        const policy = compiled(document);
        const planned = plan(attempt, policy);
        const found = findingsOf(attempt, policy, pool);
        const truth = decide(attempt, policy, planned, { ...found, limits: answered(counted) });
        const possible = possibleDecisions(attempt, policy, { ...found, limits: undefined }, askedBy(policy, planned));
        const { outcome } = opinionOf(possible, truth.outcome);

        if (outcome !== 'unknown') expect(truth.outcome).toBe(outcome);
        tally.saw(outcome === 'unknown' ? 'unknown' : 'told');
      }),
      RUNS,
    );
    tally.expectSeen(25, 'unknown', 'told');
  });
});

/** A table that answers: a shadow's counts are unknown, not missing. */
function answered(counted: LimitOutcomes): LimitOutcomes {
  return new Map([...counted].map(([id, outcome]) => [id, outcome.kind === 'unknown' ? { kind: 'flooded' } : outcome]));
}
