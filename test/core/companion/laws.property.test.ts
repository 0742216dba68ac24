/**
 * The laws once more, with a companion behind the decision: whatever it answers, it only takes away.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompanionAnswer, noAnswer, readFailed, readReturned } from '../../../src/core/companion/answer.ts';
import { combine } from '../../../src/core/companion/combine.ts';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { decide } from '../../../src/core/decide.ts';
import { type ResponseFlags, responseOf } from '../../../src/core/decision.ts';
import { FAILURE_CAUSES } from '../../../src/core/facts.ts';
import { plan } from '../../../src/core/plan.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { ANY_CHARACTER } from '../../support/any-character.ts';
import { attempts, documents, findings } from '../../support/arbitraries.ts';
import { MASS } from '../../support/mass.ts';
import { Tally } from '../../support/tally.ts';

const RUNS = { numRuns: 1_000 * MASS };
const FLAGS = ['autoConfirmUser', 'autoVerifyEmail', 'autoVerifyPhone'] as const;

const flag = fc.oneof({ weight: 4, arbitrary: fc.constant<unknown>(true) }, fc.constantFrom<unknown>(false, 'true', 1));
const response = fc.record(
  { autoConfirmUser: flag, autoVerifyEmail: flag, autoVerifyPhone: flag },
  { requiredKeys: [] },
);
const crashType = fc.constantFrom('Runtime.ExitError', 'Sandbox.Timedout', 'Function.Unknown');

/** Any companion: obliging, malformed, refusing, crashing or silent. */
const answers: fc.Arbitrary<CompanionAnswer> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ response }).map(readReturned) },
  fc.jsonValue().map(readReturned),
  fc.record({ errorType: fc.oneof(fc.constant('Error'), crashType), errorMessage: fc.string() }).map(readFailed),
  fc.constantFrom(...FAILURE_CAUSES).map(noAnswer),
);

/** Of any length, and of any characters. */
const sentences = fc.oneof(
  fc.string({ unit: ANY_CHARACTER }),
  fc.string({ unit: ANY_CHARACTER, minLength: 250, maxLength: 400, size: 'max' }),
);

const policies = fc
  .tuple(documents, fc.constantFrom('code', 'deny', undefined))
  .map(([document, companion]) => ({ ...document, unavailable: { ...document.unavailable, companion } }));

const cases = fc
  .tuple(attempts, fc.option(policies, { freq: 12 }), findings, answers)
  .map(([attempt, document, found, answer]) => {
    const policy = document === null ? null : compilePolicy(document, NO_RESOURCES);
    const before = decide(attempt, policy, plan(attempt, policy, 'code'), found);
    return { attempt, policy, before, answer, after: combine(before, answer, attempt.trigger, policy) };
  });

function setIn(flags: ResponseFlags): readonly string[] {
  return FLAGS.filter((name) => flags[name]);
}

describe('with any companion whatever', () => {
  it('no flag is granted that policy and guard do not grant', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(cases, ({ before, after }) => {
        const [granted, left] = [setIn(responseOf(before)), setIn(responseOf(after))];
        expect(granted).toEqual(expect.arrayContaining([...left]));
        tally.saw(granted.length === 0 ? 'nothing to take' : left.length === granted.length ? 'kept' : 'taken away');
      }),
      RUNS,
    );
    tally.expectSeen(4, 'nothing to take', 'kept', 'taken away');
  });

  it('no flag is granted that the companion did not set', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(cases, ({ after, answer }) => {
        const set = answer.kind === 'answered' && answer.flags !== null ? setIn(answer.flags) : [];
        expect(set).toEqual(expect.arrayContaining([...setIn(responseOf(after))]));
        tally.saw(after.outcome);
      }),
      RUNS,
    );
    tally.expectSeen(4, 'approve', 'code', 'deny', 'untouched');
  });

  it('doubt never grants', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(cases, ({ after, answer, policy }) => {
        const heard = answer.kind === 'answered' && answer.flags !== null;
        if (!heard || policy === null) expect(setIn(responseOf(after))).toEqual([]);
        tally.saw(heard ? 'heard' : 'not heard');
      }),
      RUNS,
    );
    tally.expectSeen(4, 'heard', 'not heard');
  });

  it('verified goes with confirmed, and whoever loses every address takes the code', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(cases, ({ before, after }) => {
        if (after.verified.length > 0) expect(responseOf(after).autoConfirmUser).toBe(true);
        const lostAll = before.verified.length > 0 && after.verified.length === 0;
        if (lostAll) expect(['code', 'deny']).toContain(after.outcome);
        tally.saw(lostAll ? 'lost every address' : after.verified.length > 0 ? 'verified' : 'nothing verified');
      }),
      RUNS,
    );
    tally.expectSeen(4, 'lost every address', 'verified', 'nothing verified');
  });

  it('a refusal stays a refusal, and nothing else of a decision changes', () => {
    fc.assert(
      fc.property(cases, ({ before, after }) => {
        if (before.outcome === 'deny') expect(after).toEqual(before);
        expect(after).toMatchObject({ rules: before.rules, withheld: before.withheld, applied: before.applied });
        expect(after.failures.slice(0, before.failures.length)).toEqual(before.failures);
      }),
      RUNS,
    );
  });

  it('what is thrown is a sentence: one line, no control characters, 256 at most', () => {
    const tally = new Tally();
    fc.assert(
      fc.property(cases, sentences, ({ before, attempt, policy }, errorMessage) => {
        const { message } = combine(before, readFailed({ errorType: 'Error', errorMessage }), attempt.trigger, policy);
        expect(message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,256}$/u);
        tally.saw([...errorMessage].length > 256 ? 'cut' : 'whole');
      }),
      { numRuns: 250 * MASS },
    );
    tally.expectSeen(4, 'cut', 'whole');
  });
});
