/**
 * The shadow policy of a sandbox: when it is read, when there is none, and that nothing in it can hurt an attempt.
 */
import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Failure } from '../../src/core/facts.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import { fail, ok, type Result } from '../../src/core/result.ts';
import { MOST_SHADOW_RULES } from '../../src/core/shadow-limits.ts';
import { createCandidateSource, shadowOpinion } from '../../src/guard/candidate.ts';
import { guard } from '../../src/guard/guard.ts';
import type { LoadedPolicy } from '../../src/guard/ports.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { nobodyNamed } from '../support/names.ts';
import { aDocument, anApproval, aSnapshot } from '../support/policies.ts';
import { aBudget, handClock } from '../support/time.ts';

const NOBODY = compilePolicy(aDocument({ otherwise: 'deny' }), NO_RESOURCES);
const EVERYONE = compilePolicy(aDocument({ rules: [anApproval()] }), NO_RESOURCES);

function withRules(count: number): CompiledPolicy {
  const rules = Array.from({ length: count }, (_, index) => anApproval({ id: `r-${index}` }));
  return compilePolicy(aDocument({ rules }), NO_RESOURCES);
}

function loaded(policy: CompiledPolicy): Result<LoadedPolicy, Failure> {
  return ok({ policy, digest: 'd', resources: NO_RESOURCES });
}

type Reading = () => Promise<Result<LoadedPolicy, Failure>>;

function setUp() {
  const source = createCandidateSource();
  const received = async (read: Reading = async () => loaded(NOBODY)) => {
    source.receive(read);
    await settled();
    return source.peek();
  };
  return { source, received };
}

describe('a candidate', () => {
  it('is none until it was read', async () => {
    const { source, received } = setUp();

    expect(source.peek()).toBeNull();
    expect(await received()).toBe(NOBODY);
  });

  it('stands until another was read', async () => {
    const { source, received } = setUp();
    await received();

    expect(await received(() => new Promise(() => {}))).toBe(NOBODY);
    expect(source.peek()).toBe(NOBODY);
    expect(await received(async () => loaded(EVERYONE))).toBe(EVERYONE);
  });

  it.each([
    ['cannot be read', async () => fail<Failure>({ call: 'ssm', cause: 'not-found' })],
    ['cannot be asked for', async () => Promise.reject(new Error('scripted'))],
    ['has too many rules', async () => loaded(withRules(MOST_SHADOW_RULES + 1))],
  ])('that %s is none, also where one stood', async (_, next) => {
    const { received } = setUp();
    await received();

    expect(await received(next)).toBeNull();
  });

  it('may have as many rules as the limit', async () => {
    const { received } = setUp();

    expect((await received(async () => loaded(withRules(MOST_SHADOW_RULES))))?.rules).toHaveLength(MOST_SHADOW_RULES);
  });
});

describe('the opinion of a candidate', () => {
  async function judgedUnder(policy: CompiledPolicy | null) {
    const snapshot = policy === null ? null : aSnapshot(policy);
    return guard(
      {
        policySource: { current: async () => ({ snapshot, failure: null }) },
        directory: { named: nobodyNamed, sightings: async () => [{ kind: 'seen', holders: [] }] },
        claims: null,
        clock: handClock(),
        whenPolicyUnavailable: 'code',
      },
      attemptOf({ email: 'bob@example.com' }),
      aBudget(),
    );
  }
  const opinionOn = async (candidate: CompiledPolicy | null, inForce: CompiledPolicy | null) =>
    shadowOpinion({ peek: () => candidate }, await judgedUnder(inForce), handClock(), aBudget());

  it('is none while none stands', async () => {
    expect(await opinionOn(null, EVERYONE)).toBeNull();
  });

  it('is what it would have decided', async () => {
    expect(await opinionOn(NOBODY, EVERYONE)).toEqual({ outcome: 'deny', differs: true });
    expect(await opinionOn(EVERYONE, EVERYONE)).toEqual({ outcome: 'approve', differs: false });
  });

  it('is compared with what the guard decides, whatever a companion took away', async () => {
    const judgement = await judgedUnder(EVERYONE);
    const decision = { ...judgement.decision, outcome: 'code', reason: 'companion', verified: [] } as const;
    const companion = { told: null, passedOn: null, own: 'approve' } as const;

    const opinion = await shadowOpinion(
      { peek: () => EVERYONE },
      { ...judgement, decision, companion },
      handClock(),
      aBudget(),
    );

    expect(opinion).toEqual({ outcome: 'approve', differs: false });
  });

  it('knows which look-ups the policy in force asked', async () => {
    const asksLess: CompiledPolicy = { ...EVERYONE, lookup: 'list' };

    expect(await opinionOn(EVERYONE, asksLess)).toEqual({ outcome: 'unknown', differs: null });
  });

  it('is also told where there was no policy', async () => {
    expect(await opinionOn(NOBODY, null)).toEqual({ outcome: 'deny', differs: true });
  });

  it('is unknown where it cannot be evaluated', async () => {
    const broken = { ...EVERYONE, rules: [{ from: null, until: null }] } as unknown as CompiledPolicy;

    expect(await opinionOn(broken, EVERYONE)).toEqual({ outcome: 'unknown', differs: null });
  });
});
