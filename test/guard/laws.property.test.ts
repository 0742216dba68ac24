/**
 * The laws that need more than the pure decision: it answers in time whatever hangs, and the log tells the decision,
 * never the event.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Sighting } from '../../src/core/facts.ts';
import { ok } from '../../src/core/result.ts';
import { type GuardParts, guard } from '../../src/guard/guard.ts';
import { parseEvent } from '../../src/lambda/event.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { recordOf } from '../../src/record/write.ts';
import { nobodyNamed } from '../support/names.ts';
import { aDocument, anApproval, aSnapshot } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import { Tally } from '../support/tally.ts';
import { aBudget, handClock } from '../support/time.ts';

const POLICY = compilePolicy(aDocument({ rules: [anApproval()] }), NO_RESOURCES);
const FREE: Sighting = { kind: 'seen', holders: [] };

/** How a dependency behaves. */
type Health = 'well' | 'hangs' | 'throws';

async function behave<T>(health: Health, value: T): Promise<T> {
  if (health === 'hangs') return new Promise(() => {});
  if (health === 'throws') throw new Error('scripted');
  return value;
}

function partsOf(policy: Health, directory: Health, claims: Health, sighting: Sighting = FREE): GuardParts {
  const snapshot = aSnapshot(POLICY);
  const none = { snapshot: null, failure: { call: 'ssm', cause: 'timeout' } } as const;
  return {
    policySource: { current: async () => (policy === 'well' ? { snapshot, failure: null } : none) },
    directory: { named: nobodyNamed, sightings: () => behave(directory, [sighting]) },
    claims: {
      write: (_, requests) =>
        behave(claims, ok(new Map(requests.map(({ alias }) => [alias.attribute, 'clear' as const])))),
    },
    clock: handClock(),
    whenPolicyUnavailable: 'code',
  };
}

const health = fc.constantFrom<Health>('well', 'well', 'well', 'hangs', 'throws');

describe('the laws', () => {
  it('it answers in time, whatever hangs', async () => {
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(health, health, health, async (policy, directory, claims) => {
        const { decision } = await guard(partsOf(policy, directory, claims), parseEvent(aSignUp()), aBudget(5));

        const well = policy === 'well' && directory === 'well' && claims === 'well';
        expect(decision.outcome).toBe(well ? 'approve' : claims === 'well' ? 'code' : 'deny');
        tally.saw(well ? 'granted' : [directory, claims].includes('hangs') ? 'hung' : 'failed');
      }),
      { numRuns: 60 },
    );
    tally.expectSeen(1, 'granted', 'hung', 'failed');
  });

  it('the log tells the decision, never the event', async () => {
    const tally = new Tally();
    const canary = fc.stringMatching(/^[a-z]{12}$/u);
    const number = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `+1206${digits}`);
    await fc.assert(
      fc.asyncProperty(canary, canary, canary, number, fc.boolean(), async (name, local, secret, phone, keyed) => {
        const event = aSignUp({
          userName: name,
          request: {
            userAttributes: { email: `${local}@example.com`, phone_number: phone, 'custom:x': secret },
            clientMetadata: { k: secret },
          },
        });
        const held: Sighting = {
          kind: 'seen',
          holders: [{ userName: `${name}-holder`, verified: true, enabled: true, status: 'CONFIRMED' }],
        };
        const judgement = await guard(partsOf('well', 'well', 'well', held), parseEvent(event), aBudget());

        const text = JSON.stringify(recordOf(judgement, 'test', keyed ? 'key' : null));

        for (const told of [name, local, secret, phone.slice(1)]) expect(text).not.toContain(told);
        expect(text.includes('"h:')).toBe(keyed);
        tally.saw(keyed ? 'hashed' : 'without a key');
      }),
      { numRuns: 500 },
    );
    tally.expectSeen(100, 'hashed', 'without a key');
  });
});
