/**
 * Counting beside look-ups and claims: what is asked, and what comes of no answer.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { LimitOutcome } from '../../src/core/limits/limit.ts';
import type { PolicyDocument, RuleDocument } from '../../src/core/policy.ts';
import { ok } from '../../src/core/result.ts';
import { countAll, countedLimits } from '../../src/guard/count.ts';
import { type GuardParts, guard } from '../../src/guard/guard.ts';
import type { LimitTable } from '../../src/guard/ports.ts';
import { attemptOf } from '../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { nobodyNamed } from '../support/names.ts';
import { aDocument, anApproval, aSnapshot } from '../support/policies.ts';
import { aBudget, handClock, noCalls } from '../support/time.ts';

const LIMIT = { by: 'everybody', count: 3, per: '1h' } as const;
const FLOOD: RuleDocument = { id: 'flood', then: 'deny', limit: LIMIT };
const DOCUMENT = aDocument({ rules: [anApproval({ verify: ['email'] }), FLOOD] });

async function judged(document: PolicyDocument, limits: LimitTable | null, budgetMs = 5_000) {
  const snapshot = aSnapshot(compilePolicy(document, NO_RESOURCES));
  const parts: GuardParts = {
    policySource: { current: async () => ({ snapshot, failure: null }) },
    directory: { named: nobodyNamed, sightings: async () => [{ kind: 'seen', holders: [] }] },
    claims: { write: async (_, requests) => ok(new Map(requests.map(({ alias }) => [alias.attribute, 'clear']))) },
    clock: handClock(),
    whenPolicyUnavailable: 'code',
    ...(limits === null ? {} : { limits }),
  };
  return guard(parts, attemptOf({ email: 'ann@example.com', user: 'ann' }), aBudget(budgetMs));
}

function tableOf(outcome: (rule: string) => Promise<LimitOutcome>) {
  const asked: string[] = [];
  const table: LimitTable = {
    count: ({ userName }, { rule }) => {
      asked.push(`${userName} ${rule}`);
      return outcome(rule);
    },
  };
  return { asked, table };
}

describe('the guard', () => {
  it('counts every limit, and decides by what was counted', async () => {
    const rules = [...DOCUMENT.rules, { ...FLOOD, id: 'watched', mode: 'observe' as const }];
    const { asked, table } = tableOf(async () => ({ kind: 'counted', count: 4 }));

    const judgement = await judged({ ...DOCUMENT, rules }, table);

    expect(asked).toEqual(['ann flood', 'ann watched']);
    expect(judgement).toMatchObject({
      decision: { outcome: 'deny', reason: 'rule', rules: ['flood'] },
      observed: ['watched'],
      limits: [
        { rule: 'flood', by: 'everybody', outcome: { kind: 'counted', count: 4 } },
        { rule: 'watched', by: 'everybody', outcome: { kind: 'counted', count: 4 } },
      ],
    });
  });

  it('looks up, claims and counts at once', async () => {
    const { promise, resolve } = Promise.withResolvers<LimitOutcome>();
    const { asked, table } = tableOf(() => promise);
    const judging = judged(DOCUMENT, table);
    await new Promise(setImmediate);
    resolve({ kind: 'counted', count: 1 });

    expect(asked).toEqual(['ann flood']);
    expect((await judging).decision).toMatchObject({ outcome: 'approve', verified: ['email'] });
  });

  it('lets one limit hang without losing another', async () => {
    const rules = [...DOCUMENT.rules, { ...FLOOD, id: 'slow' }];
    const { table } = tableOf((rule) =>
      rule === 'slow' ? new Promise(() => {}) : Promise.resolve({ kind: 'counted', count: 4 }),
    );

    const { decision } = await judged({ ...DOCUMENT, rules }, table, 20);

    expect(decision).toMatchObject({
      outcome: 'deny',
      rules: ['flood'],
      failures: [{ call: 'limits', cause: 'timeout' }],
    });
  });

  it('grants nothing by a limit that nobody could count', async () => {
    const throwing: LimitTable = { count: () => Promise.reject(new Error('broken')) };

    for (const table of [null, throwing]) {
      expect((await judged(DOCUMENT, table)).decision).toMatchObject({ outcome: 'code', rules: ['flood'] });
    }
    expect((await judged(DOCUMENT, null)).decision.failures).toEqual([{ call: 'limits', cause: 'invalid' }]);
  });

  it('counts nothing of an attempt that names no pool or no user', async () => {
    const { asked, table } = tableOf(async () => ({ kind: 'counted', count: 1 }));
    const attempt = attemptOf({ email: 'ann@example.com', user: 'ann' });
    const request = { rule: 'flood', ...LIMIT, perMs: 3_600_000, key: { kind: 'given', value: '' } } as const;
    const counted = (fields: Partial<typeof attempt>) =>
      countAll(table, { ...attempt, ...fields }, [request], aBudget(), noCalls());

    const unknown = new Map([['flood', { kind: 'unknown', failure: { call: 'limits', cause: 'invalid' } }]]);
    expect(await counted({ userPoolId: null })).toEqual(unknown);
    expect(await counted({ userName: null })).toEqual(unknown);
    expect(asked).toEqual([]);
  });

  it('says of a limit that nobody asked about that its count is unknown', () => {
    const request = { rule: 'flood', ...LIMIT, perMs: 3_600_000, key: { kind: 'given', value: '' } } as const;

    expect(countedLimits([request], new Map())).toEqual([
      { ...request, outcome: { kind: 'unknown', failure: { call: 'limits', cause: 'invalid' } } },
    ]);
  });

  it('asks no table under a policy without limits', async () => {
    const { asked, table } = tableOf(async () => ({ kind: 'flooded' }));

    const judgement = await judged({ ...DOCUMENT, rules: [anApproval({ verify: ['email'] })] }, table);

    expect([asked, judgement.limits, judgement.decision.outcome]).toEqual([[], [], 'approve']);
  });
});
