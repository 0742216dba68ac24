/**
 * What another policy could have decided: never less than what it would have decided, had it been asked itself.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { decide } from '../../src/core/decide.ts';
import { plan } from '../../src/core/plan.ts';
import { askedBy, opinionOf, possibleDecisions, reread } from '../../src/core/possible.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attempts, documents } from '../support/arbitraries.ts';
import { findingsOf, pools } from '../support/knowledge.ts';
import { MASS } from '../support/mass.ts';
import { Tally } from '../support/tally.ts';

const policies = documents.map((document) => compilePolicy(document, NO_RESOURCES));

describe('a shadow policy', () => {
  it('never claims to know what it does not', () => {
    const tally = new Tally();

    fc.assert(
      fc.property(attempts, policies, policies, pools, (attempt, inForce, candidate, pool) => {
        const found = findingsOf(attempt, candidate, pool);
        const truth = decide(attempt, candidate, plan(attempt, candidate), found);
        const asked = askedBy(inForce, plan(attempt, inForce));
        const possible = possibleDecisions(attempt, candidate, findingsOf(attempt, inForce, pool), asked);

        const opinion = opinionOf(possible, 'approve');

        expect(possible.map(({ outcome }) => outcome)).toContain(truth.outcome);
        if (opinion.differs !== null) expect(opinion.differs).toBe(truth.outcome !== 'approve');
        tally.saw(opinion.outcome === 'unknown' ? 'unknown' : 'known');
        if (opinion.outcome === 'approve') tally.saw('approve');
      }),
      { numRuns: 4_000 * MASS },
    );

    tally.expectSeen(80, 'unknown', 'known', 'approve');
  });

  it('does not take a doubt for the absence of an unverified holder', () => {
    const doubt = { kind: 'unknown', failures: [{ call: 'adminGetUser', cause: 'timeout' }] } as const;

    const readings = reread(doubt, { lookup: 'both', counting: 'verified' }, { lookup: 'both', counting: 'any' }, null);

    expect(readings.map(({ kind }) => kind)).toEqual(['unknown', 'held', 'held']);
  });
});
