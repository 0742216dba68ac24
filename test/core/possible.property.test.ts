/**
 * What another policy could have decided: never less than what it would have decided, had it been asked itself.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AliasAttribute, Attempt } from '../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../src/core/claims.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { decide, type Findings } from '../../src/core/decide.ts';
import { type AliasFact, combineSightings, type Sighting } from '../../src/core/facts.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import { opinionOf, possibleDecisions, termsOf } from '../../src/core/possible.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attempts, documents, holders } from '../support/arbitraries.ts';
import { Tally } from '../support/tally.ts';

/** What each look-up would say of one alias, asked or not. */
type Pool = { readonly list: Sighting; readonly alias: Sighting };

const sightings: fc.Arbitrary<Sighting> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Sighting>({ kind: 'seen', holders: [] }) },
  {
    weight: 2,
    arbitrary: fc
      .array(holders, { minLength: 1, maxLength: 2 })
      .map((held): Sighting => ({ kind: 'seen', holders: held })),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Sighting>({ kind: 'unknown', failure: { call: 'listUsers', cause: 'timeout' } }),
  },
);
const pools: fc.Arbitrary<Pool> = fc.record({ list: sightings, alias: sightings });

/** What the shell brings back for a policy, alone in the pool. */
function findingsOf(attempt: Attempt, policy: CompiledPolicy, pool: Readonly<Record<AliasAttribute, Pool>>): Findings {
  const planned = plan(attempt, policy, 'code');
  const { lookup, collision } = policy;
  const facts = planned.lookUps.map(({ attribute }): [AliasAttribute, AliasFact] => {
    const { list, alias } = pool[attribute];
    const asked = [...(lookup === 'alias' ? [] : [list]), ...(lookup === 'list' ? [] : [alias])];
    return [attribute, combineSightings(asked, collision.holders)];
  });
  const claims = planned.claims.map(({ alias, kind }): [AliasAttribute, ClaimOutcome] => [
    alias.attribute,
    { kind: kind === 'mark' ? 'marked' : 'won' },
  ]);
  return { facts: new Map(facts), claims: new Map(claims) };
}

describe('a shadow policy', () => {
  it('never claims to know what it does not', () => {
    const tally = new Tally();

    fc.assert(
      fc.property(attempts, documents, documents, pools, pools, (attempt, live, shadow, email, phone_number) => {
        const [inForce, candidate] = [live, shadow].map((document) => compilePolicy(document, NO_RESOURCES));
        if (inForce === undefined || candidate === undefined) return;
        const pool = { email, phone_number };
        const truth = decide(
          attempt,
          candidate,
          plan(attempt, candidate, 'code'),
          findingsOf(attempt, candidate, pool),
        );
        const found = findingsOf(attempt, inForce, pool);
        const possible = possibleDecisions(attempt, candidate, found, termsOf(inForce));

        const opinion = opinionOf(possible, 'approve');

        expect(possible.map(({ outcome }) => outcome)).toContain(truth.outcome);
        if (opinion.differs !== null) expect(opinion.differs).toBe(truth.outcome !== 'approve');
        tally.saw(opinion.outcome === 'unknown' ? 'unknown' : 'known');
        if (opinion.outcome === 'approve') tally.saw('approve');
      }),
      { numRuns: 10_000 },
    );

    tally.expectSeen(200, 'unknown', 'known', 'approve');
  });
});
