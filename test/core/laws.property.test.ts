/**
 * The laws of the decision, one property each, named as `README.md` and `docs/security.md` name them.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALIAS_ATTRIBUTES, type AliasAttribute, type Attempt, givenAlias } from '../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { decide } from '../../src/core/decide.ts';
import { type Decision, responseOf } from '../../src/core/decision.ts';
import { hasOwner } from '../../src/core/facts.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy, PolicyDocument } from '../../src/core/policy.ts';
import { applies, evaluateRule, partOf } from '../../src/core/rules.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attempts, documents, findings, rules } from '../support/arbitraries.ts';
import { MASS } from '../support/mass.ts';
import { Tally } from '../support/tally.ts';

const RUNS = { numRuns: 3_000 * MASS };

function compiled(document: PolicyDocument): CompiledPolicy {
  return compilePolicy(document, NO_RESOURCES);
}

function decideFor(attempt: Attempt, document: PolicyDocument, found: Findings): Decision {
  const policy = compiled(document);
  return decide(attempt, policy, plan(attempt, policy), found);
}

/** Everything that a decision grants, as comparable words. */
function grantsOf(decision: Decision): readonly string[] {
  return decision.outcome === 'approve' ? ['confirm', ...decision.verified] : [];
}

function isClean(found: Findings, attribute: AliasAttribute): boolean {
  return found.facts.get(attribute)?.kind === 'free' && found.claims.get(attribute)?.kind === 'won';
}

describe('the laws', () => {
  it('doubt never grants', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        for (const attribute of ALIAS_ATTRIBUTES) {
          const clean = isClean(found, attribute) && givenAlias(attempt, attribute).kind === 'given';
          if (decision.verified.includes(attribute)) expect(clean).toBe(true);
          tally.saw(decision.verified.includes(attribute) ? 'verified' : clean ? 'clean, not verified' : 'doubtful');
        }
        if (attempt.trigger !== 'sign-up') expect(grantsOf(decision)).toEqual([]);
      }),
      RUNS,
    );
    tally.expectSeen(100, 'verified', 'clean, not verified', 'doubtful');
  });

  it('no policy, no grant', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, findings, fc.constantFrom<'code' | 'deny'>('code', 'deny'), (attempt, found, fallback) => {
        const decision = decide(attempt, null, plan(attempt, null, fallback), found);
        expect(decision.outcome).not.toBe('approve');
        tally.saw(decision.outcome);
      }),
      RUNS,
    );
    tally.expectSeen(50, 'code', 'deny', 'untouched');
  });

  it('no alias that is held is verified', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const { verified, withheld } = decideFor(attempt, document, found);
        for (const attribute of ALIAS_ATTRIBUTES) {
          if (found.facts.get(attribute)?.kind !== 'held') continue;
          expect(verified).not.toContain(attribute);
          tally.saw(withheld.some((entry) => entry.attribute === attribute) ? 'withheld' : 'not asked for');
        }
      }),
      RUNS,
    );
    tally.expectSeen(50, 'withheld', 'not asked for');
  });

  it('denial beats code, code beats approval', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        fc.pre(attempt.trigger === 'sign-up');
        const applying = compiled(document).rules.filter((rule) => applies(rule, partOf(evaluateRule(rule, attempt))));
        const decision = decideFor(attempt, document, found);
        const strongest = ['deny', 'code', 'approve'].find((effect) => applying.some((rule) => rule.then === effect));
        if (strongest === 'deny') expect(decision.outcome).toBe('deny');
        if (strongest !== 'approve') expect(decision.outcome).not.toBe('approve');
        tally.saw(`${strongest}`);
      }),
      RUNS,
    );
    tally.expectSeen(50, 'deny', 'code', 'approve', 'undefined');
  });

  it('rule order and duplicates do not matter', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, fc.infiniteStream(fc.nat(3)), (attempt, document, found, picks) => {
        const repeated = [
          ...document.rules,
          ...[...picks.take(2)].flatMap((pick) => document.rules[pick] ?? []),
        ].reverse();
        const decision = decideFor(attempt, document, found);
        expect(decideFor(attempt, { ...document, rules: repeated }, found)).toEqual(decision);
        tally.saw(decision.outcome);
      }),
      RUNS,
    );
    tally.expectSeen(50, 'approve', 'code', 'deny');
  });

  it('adding a deny rule never grants anything', () => {
    const tally = new Tally();
    const added = rules('added', fc.constant('deny'));
    fc.assert(
      fc.property(attempts, documents, added, findings, (attempt, document, rule, found) => {
        const before = grantsOf(decideFor(attempt, document, found));
        const after = grantsOf(decideFor(attempt, { ...document, rules: [...document.rules, rule] }, found));
        for (const grant of after) expect(before).toContain(grant);
        tally.saw(before.length > after.length ? 'took away' : after.length > 0 ? 'kept' : 'had none');
      }),
      RUNS,
    );
    tally.expectSeen(50, 'took away', 'kept', 'had none');
  });

  it('no rule, no grant', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        if (decision.outcome === 'approve') {
          const named = document.rules.filter((rule) => decision.rules.includes(rule.id));
          expect(named.length).toBeGreaterThan(0);
          expect(named.every((rule) => rule.then === 'approve')).toBe(true);
          for (const attribute of decision.verified) {
            expect(named.some((rule) => rule.verify?.includes(attribute))).toBe(true);
          }
        }
        expect(decideFor(attempt, { ...document, rules: [] }, found).outcome).not.toBe('approve');
        tally.saw(decision.outcome);
      }),
      RUNS,
    );
    tally.expectSeen(50, 'approve', 'code', 'deny');
  });

  it('verified goes with confirmed', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        const flags = responseOf(decision);
        if (flags.autoVerifyEmail || flags.autoVerifyPhone) expect(flags.autoConfirmUser).toBe(true);
        const lostAll = decision.withheld.length > 0 && decision.verified.length === 0;
        if (lostAll) expect(flags.autoConfirmUser).toBe(false);
        tally.saw(lostAll ? 'lost all' : flags.autoVerifyEmail || flags.autoVerifyPhone ? 'verified' : 'neither');
      }),
      RUNS,
    );
    tally.expectSeen(50, 'lost all', 'verified', 'neither');
  });

  it('public sentences are constants of the policy', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        const sentences = [
          document.denyMessage,
          document.busyMessage,
          document.collision.message,
          ...document.rules.map((rule) => rule.message),
        ];
        if (decision.message !== null) expect(sentences).toContain(decision.message);
        expect(decision.message === null).toBe(decision.outcome !== 'deny');
        tally.saw(decision.outcome === 'deny' ? 'sentence' : 'silence');
      }),
      RUNS,
    );
    tally.expectSeen(100, 'sentence', 'silence');
  });

  it('the same attempt, the same answer', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        expect(decideFor(attempt, document, found)).toEqual(decision);
        tally.saw(decision.outcome);
      }),
      RUNS,
    );
    tally.expectSeen(50, 'approve', 'code', 'deny');
  });

  it('denied and code attempts look nobody up, but where duplicates are refused', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, (attempt, document) => {
        const { intent, lookUps } = plan(attempt, compiled(document));
        const { code, federated } = document.collision;
        const seeks = intent.kind === 'code' ? code : attempt.trigger === 'external-provider' ? federated : 'allow';
        if (intent.kind === 'deny' || (intent.kind !== 'approve' && seeks === 'allow')) expect(lookUps).toEqual([]);
        tally.saw(lookUps.length > 0 ? `looked up ${intent.kind}` : intent.kind);
      }),
      RUNS,
    );
    tally.expectSeen(50, 'looked up approve', 'looked up code', 'deny', 'code', 'untouched');
  });

  it('a duplicate is refused only where somebody owns an address, never for a squatter', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        const owned = ALIAS_ATTRIBUTES.some((name) => hasOwner(found.facts.get(name), attempt.userName));
        if (decision.outcome === 'deny' && decision.reason === 'collision') expect(owned).toBe(true);
        tally.saw(decision.reason === 'collision' ? `collision, ${decision.outcome}` : owned ? 'owned' : 'free');
      }),
      RUNS,
    );
    tally.expectSeen(5, 'collision, deny', 'collision, code', 'owned', 'free');
  });

  it('observing refuses and grants nothing', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(attempts, documents, findings, (attempt, document, found) => {
        const decision = decideFor(attempt, document, found);
        expect(decision.applied).toBe(document.mode !== 'observe');
        tally.saw(`${decision.outcome} ${decision.applied ? 'applied' : 'observed'}`);
      }),
      RUNS,
    );
    tally.expectSeen(5, 'approve observed', 'deny observed', 'approve applied', 'deny applied');
  });
});
