/**
 * A replay against the truth: random attempts are decided and recorded under one policy and replayed through another,
 * which is also asked itself, with nothing redacted.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/core/attempt.ts';
import { decide } from '../../../src/core/decide.ts';
import { policyAt } from '../../../src/core/in-force.ts';
import { plan } from '../../../src/core/plan.ts';
import type { CompiledPolicy, ConditionSet, PolicyDocument, RuleDocument } from '../../../src/core/policy.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { digestOf } from '../../../src/policy/manifest.ts';
import { createReplay } from '../../../src/review/replay/replay.ts';
import { attemptOf } from '../../core/conditions/attempts.ts';
import { RESOURCES, randomAttempt, randomConditions } from '../../reference/cases.ts';
import { createRandom } from '../../reference/random.ts';
import { attempts as plainAttempts, documents as plainDocuments } from '../../support/arbitraries.ts';
import { findingsOf, type PoolKnowledge, pools } from '../../support/knowledge.ts';
import { MASS } from '../../support/mass.ts';
import { aDocument, anApproval } from '../../support/policies.ts';
import { recorded as recordedWith, WRITTEN_AT } from '../../support/recorded.ts';
import { Tally } from '../../support/tally.ts';

const KEY = 'replay-key';

const terms = fc.constantFrom<Pick<RuleDocument, 'from' | 'until' | 'mode'>>(
  {},
  {},
  {},
  { from: '2027-01-02' },
  { from: '2027-01-01', until: '2027-01-01' },
  { until: '2026-12-31' },
  { mode: 'observe' },
);

/** Conditions of every kind there is, as the plain decider's cases have them. */
const conditions: fc.Arbitrary<ConditionSet> = fc.nat().map((seed) => randomConditions(createRandom(seed), 2));

/** What a rule of a drawn policy has of its own. */
const drawn = fc.record({ term: terms, when: conditions, unless: conditions });

/** Policies with conditions of every kind, whose rules may begin, end, or only observe. */
const documents: fc.Arbitrary<PolicyDocument> = fc
  .tuple(plainDocuments, fc.array(drawn, { minLength: 4, maxLength: 4 }))
  .map(([document, own]) => ({
    ...document,
    rules: document.rules.map((rule, index) => ({
      ...rule,
      ...own[index]?.term,
      ...(rule.when === undefined ? {} : { when: own[index]?.when }),
      ...(rule.unless === undefined ? {} : { unless: own[index]?.unless }),
    })),
  }));

/** Attempts over which those conditions differ, and such as collide. */
const attempts = fc.oneof(
  plainAttempts,
  fc.nat().map((seed) => randomAttempt(createRandom(seed))),
);

function recorded(attempt: Attempt, policy: CompiledPolicy, pool: PoolKnowledge, key: string | null, digest?: string) {
  return recordedWith(attempt, policy, pool, {
    key,
    resources: RESOURCES,
    ...(digest === undefined ? {} : { digest }),
  });
}

function truthOf(attempt: Attempt, document: PolicyDocument, pool: PoolKnowledge) {
  const policy = policyAt(compilePolicy(document, RESOURCES), WRITTEN_AT);
  return decide(attempt, policy, plan(attempt, policy), findingsOf(attempt, policy, pool)).outcome;
}

/** Thousands of replays take their time where others want the processor, too. */
const PATIENCE = { timeout: 120_000 * MASS };

describe('a replay', () => {
  it('never guesses what the record does not tell', PATIENCE, () => {
    const tally = new Tally();
    const keys = fc.constantFrom(KEY, KEY, null);

    fc.assert(
      fc.property(attempts, documents, documents, pools, keys, keys, (attempt, live, other, pool, then, now) => {
        const policy = compilePolicy(live, RESOURCES);
        const logged = recorded(attempt, policy, pool, then);
        const replay = createReplay({
          document: other,
          resources: RESOURCES,
          hashKey: now,
          recordedHolders: live.collision.holders,
        });

        const replayed = replay(logged);

        expect(replayed.outcomes).toContain(truthOf(attempt, other, pool));
        expect(replayed.verdict === 'unknown').toBe(replayed.unknown.length > 0);
        expect(replay({ ...logged, at: null }).outcomes).toContain(truthOf(attempt, other, pool));
        tally.saw(replayed.verdict);
      }),
      { numRuns: 1_500 * MASS },
    );

    tally.expectSeen(4, 'unchanged', 'newlyApproved', 'newlyRefused', 'newlyCoded', 'unknown');
  });

  it('decides records that it takes to be alike as it would each by itself', PATIENCE, () => {
    const several = fc.array(fc.tuple(attempts, pools), { minLength: 20, maxLength: 60 });

    fc.assert(
      fc.property(several, documents, documents, fc.constantFrom(KEY, null), (drawn, live, other, key) => {
        const policy = compilePolicy(live, RESOURCES);
        const logged = drawn.map(([attempt, pool]) => recorded(attempt, policy, pool, KEY));
        const replay = replayThrough(other, key);

        expect(logged.map(replay)).toEqual(logged.map((one) => replayThrough(other, key)(one)));
      }),
      { numRuns: 25 * MASS },
    );
  });

  it('tells who proved an address from whoever only typed it', PATIENCE, () => {
    const typed = attemptOf({ userName: 'ann', email: 'ann@example.com' });
    const proved: Attempt = { ...typed, attested: new Map([['email', 'invitations']]) };
    const attesters = [{ id: 'invitations', keys: [], maxAge: '7d' }];
    const live = compilePolicy(aDocument({ attesters }), RESOURCES);
    const free = { kind: 'seen', holders: [] } as const;
    const nobody = { email: { list: free, alias: free }, phone_number: { list: free, alias: free } };
    const rules = [{ id: 'invited', when: { emailAttested: ['invitations'] }, then: 'deny' }] as const;
    const replay = replayThrough(aDocument({ attesters, rules }), KEY);

    const verdicts = [typed, proved, typed].map((attempt) => replay(recorded(attempt, live, nobody, KEY)).verdict);

    expect(verdicts).toEqual(['unchanged', 'newlyRefused', 'unchanged']);
  });

  it('leaves to a companion what it took away, and refuses beside it', PATIENCE, () => {
    const typed = attemptOf({ userName: 'ann', email: 'ann@example.com' });
    const free = { kind: 'seen', holders: [] } as const;
    const nobody = { email: { list: free, alias: free }, phone_number: { list: free, alias: free } };
    const live = compilePolicy(aDocument({ rules: [anApproval()] }), RESOURCES);
    const logged = recorded(typed, live, nobody, KEY);
    const narrowed = { ...logged, outcome: 'code', reason: 'companion', verified: [] } as const;
    const refused = { ...narrowed, outcome: 'deny', reason: 'companion-unavailable' } as const;
    const verdicts = (document: PolicyDocument) =>
      [narrowed, refused].map((each) => replayThrough(document, KEY)(each).verdict);

    expect(verdicts(aDocument({ rules: [anApproval()] }))).toEqual(['unchanged', 'unchanged']);
    expect(verdicts(aDocument({ otherwise: 'deny' }))).toEqual(['newlyRefused', 'unchanged']);
  });

  it('knows that one look-up alone may have seen a squatter, beside a user of a provider', PATIENCE, () => {
    const holder = { userName: 'squatter', verified: false, enabled: true, status: 'CONFIRMED' };
    const free = { kind: 'seen', holders: [] } as const;
    const pool: PoolKnowledge = {
      email: {
        list: { kind: 'seen', holders: [{ ...holder, userName: 'google_1', status: 'EXTERNAL_PROVIDER' }] },
        alias: { kind: 'seen', holders: [holder] },
      },
      phone_number: { list: free, alias: free },
    };
    const rules = [anApproval({ verify: ['email'] })];
    const live = compilePolicy(aDocument({ rules }), RESOURCES);
    const { collision, unavailable } = aDocument();
    const other = aDocument({
      rules,
      lookup: 'alias',
      collision: { ...collision, then: 'deny' },
      unavailable: { ...unavailable, directory: 'deny' },
    });
    const attempt = attemptOf({ userName: 'ann', email: 'ann@example.com' });

    const { outcomes } = replayThrough(other, KEY)(recorded(attempt, live, pool, KEY));

    expect(truthOf(attempt, other, pool)).toBe('code');
    expect(outcomes).toContain('code');
  });

  it('through the policy that wrote the log leaves nothing unknown, whether or not there was a key', PATIENCE, () => {
    const tally = new Tally();
    const keys = fc.constantFrom(KEY, null);

    fc.assert(
      fc.property(attempts, documents, pools, keys, keys, (attempt, document, pool, then, key) => {
        const logged = recorded(attempt, compilePolicy(document, RESOURCES), pool, then, digestOf(document));

        const replayed = replayThrough(document, key)(logged);

        expect(replayed).toMatchObject({ verdict: 'unchanged', outcomes: [logged.outcome], unknown: [] });
        tally.saw(logged.outcome);
        tally.saw(logged.reason);
      }),
      { numRuns: 800 * MASS },
    );

    tally.expectSeen(4, 'approve', 'code', 'deny', 'untouched', 'otherwise', 'collision');
  });

  it('through one that says the same leaves only what its page lists unknown', PATIENCE, () => {
    const tally = new Tally();

    fc.assert(
      fc.property(attempts, documents, pools, (attempt, document, pool) => {
        const logged = recorded(attempt, compilePolicy(document, RESOURCES), pool, KEY);

        const { verdict, unknown, by } = replayThrough(document, KEY)(logged);

        expect(['unchanged', 'unknown']).toContain(verdict);
        expect(unknown.filter((one) => !LISTED.includes(one))).toEqual([]);
        expect(by.length).toBeGreaterThan(0);
        tally.saw(verdict);
        for (const one of unknown) tally.saw(one);
      }),
      { numRuns: 800 * MASS },
    );

    tally.expectSeen(80, 'unchanged');
    tally.expectSeen(1, 'whether a contact was absent or malformed');
  });
});

/** What `docs/decision-log.md` says may stay unknown of a record, without the policy that wrote it. */
const LISTED = [
  'who held the address',
  'userName',
  'given',
  'whether a contact was absent or malformed',
  'how long the address was',
  'client',
  'attribute',
  'metadata',
  'validationData',
  'provider',
  'given',
  'userName',
];

function replayThrough(document: PolicyDocument, hashKey: string | null) {
  const recordedHolders = document.collision.holders;
  return createReplay({ document, resources: RESOURCES, hashKey, recordedHolders });
}
