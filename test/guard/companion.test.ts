/**
 * The companion's part in one attempt over scripted ports: when it is asked, with what, for how long, and who has the last
 * word.
 */
import { describe, expect, it, vi } from 'vitest';
import { type CompanionAnswer, noAnswer, readFailed, readReturned } from '../../src/core/companion/answer.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { type TurnParts, takeTurn } from '../../src/guard/companion.ts';
import type { CompanionFunction } from '../../src/guard/ports.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { aDocument } from '../support/policies.ts';
import { handClock } from '../support/time.ts';

const ATTEMPT = attemptOf({ userName: 'newcomer' });
const APPROVED: Decision = {
  outcome: 'approve',
  reason: 'rule',
  rules: ['staff'],
  verified: ['email'],
  withheld: [],
  failures: [],
  message: null,
  applied: true,
};
const REFUSED: Decision = { ...APPROVED, outcome: 'deny', verified: [], message: 'Not you' };
const CONSENT = readReturned({ response: { autoConfirmUser: true, autoVerifyEmail: true } });
const REFUSAL = readFailed({ errorType: 'Error', errorMessage: 'Only colleagues' });
const hangs = () => new Promise<never>(() => {});

type Asked = { readonly event: unknown; readonly signal: AbortSignal };

function companionOf(answer: CompanionAnswer, ms = 0, clock = handClock()) {
  const asked: Asked[] = [];
  const fn: CompanionFunction = {
    call: async (event, signal) => {
      asked.push({ event, signal });
      clock.move(ms);
      return answer;
    },
  };
  return { fn, asked, clock };
}

function aTurn(fields: Partial<TurnParts> = {}) {
  const clock = fields.clock ?? handClock();
  return takeTurn({
    fn: { call: async () => CONSENT },
    clock,
    budget: { signal: AbortSignal.timeout(3_000), deadline: clock.now() + 3_000 },
    endsAt: clock.now() + 5_000,
    event: 'as it came',
    answeredBy: (decision) => `answered ${decision.outcome}`,
    isCalledByGuard: false,
    ...fields,
  });
}

function compiled(fields: Partial<PolicyDocument> = {}) {
  return compilePolicy(aDocument(fields), NO_RESOURCES);
}

describe('a policy that acts', () => {
  it.each(['enforce', 'code-only'] as const)('asks the companion once, after the decision: %s', async (mode) => {
    const { fn, asked } = companionOf(CONSENT);
    const turn = aTurn({ fn });
    const policy = compiled({ mode });

    turn.begin(policy);
    expect(asked).toEqual([]);
    const heard = await turn.end(APPROVED, ATTEMPT, policy);

    expect(asked.map(({ event }) => event)).toEqual(['answered approve']);
    expect(heard).toEqual({
      decision: APPROVED,
      told: { outcome: 'approve', verified: ['email'], ms: 0 },
      passedOn: null,
    });
  });

  it('asks it where there is no policy at all, and gives it no say but a refusal', async () => {
    const { fn, asked } = companionOf(REFUSAL);
    const turn = aTurn({ fn });
    const byCode: Decision = { ...APPROVED, outcome: 'code', reason: 'policy-unavailable', verified: [] };

    turn.begin(null);
    const { decision, passedOn } = await turn.end(byCode, ATTEMPT, null);

    expect(asked).toHaveLength(1);
    expect([decision.outcome, decision.message, passedOn]).toEqual(['deny', 'Only colleagues', null]);
  });

  it('does not ask it about whoever is refused', async () => {
    const { fn, asked } = companionOf(CONSENT);

    const heard = await aTurn({ fn }).end(REFUSED, ATTEMPT, compiled());

    expect(asked).toEqual([]);
    expect(heard).toEqual({ decision: REFUSED, told: null, passedOn: null });
  });

  it('tells how long it took', async () => {
    const { fn, clock } = companionOf(CONSENT, 41);

    expect((await aTurn({ fn, clock }).end(APPROVED, ATTEMPT, compiled())).told?.ms).toBe(41);
  });

  it('leaves it half of the time, whatever the guard does with its own', async () => {
    const clock = handClock();
    const turn = aTurn({ clock, budget: { signal: AbortSignal.timeout(60), deadline: clock.now() + 61 } });

    expect(turn.own.deadline).toBe(clock.now() + 30);
    await new Promise((resolve) => turn.own.signal.addEventListener('abort', resolve));
    expect((await turn.end(APPROVED, ATTEMPT, compiled())).told?.outcome).toBe('approve');
  });

  it('stops waiting at the end of the budget, and grants nothing', async () => {
    const unavailable = { directory: 'code', claims: 'code', companion: 'code' } as const;
    const turn = aTurn({ fn: { call: hangs }, budget: { signal: AbortSignal.timeout(5), deadline: 0 } });

    const { decision, told } = await turn.end(APPROVED, ATTEMPT, compiled({ unavailable }));

    expect(decision).toMatchObject({
      outcome: 'code',
      reason: 'companion-unavailable',
      failures: [{ call: 'companion', cause: 'timeout' }],
    });
    expect(told?.outcome).toBe('unavailable');
  });

  it('bounds the call by the budget’s own signal', async () => {
    const { fn, asked } = companionOf(CONSENT);
    const signal = AbortSignal.timeout(3_000);

    await aTurn({ fn, budget: { signal, deadline: 0 } }).end(APPROVED, ATTEMPT, compiled());

    expect(asked[0]?.signal).toBe(signal);
  });

  it('takes a companion whose call breaks for one that gives no answer', async () => {
    const fn: CompanionFunction = { call: () => Promise.reject(new Error('scripted')) };

    expect((await aTurn({ fn }).end(APPROVED, ATTEMPT, compiled())).decision.outcome).toBe('deny');
  });

  it('calls nobody where a guard calls it as its companion', async () => {
    const { fn, asked } = companionOf(CONSENT);

    const { decision } = await aTurn({ fn, isCalledByGuard: true }).end(APPROVED, ATTEMPT, compiled());

    expect(asked).toEqual([]);
    expect(decision).toMatchObject({ outcome: 'deny', failures: [{ call: 'companion', cause: 'invalid' }] });
  });
});

describe('a policy that only observes', () => {
  const policy = compiled({
    mode: 'observe',
    busyMessage: 'Later',
    unavailable: { directory: 'code', claims: 'code', companion: 'code' },
  });
  const decided = { ...APPROVED, applied: false };

  it('asks the companion at once, once, with the event as it came, and passes its answer on', async () => {
    const { fn, asked } = companionOf(CONSENT);
    const turn = aTurn({ fn });

    turn.begin(policy);
    expect(asked.map(({ event }) => event)).toEqual(['as it came']);
    const heard = await turn.end(decided, ATTEMPT, policy);

    expect(asked).toHaveLength(1);
    expect(heard).toEqual({
      decision: decided,
      told: { outcome: 'approve', verified: ['email'], ms: 0 },
      passedOn: { kind: 'event', event: { response: { autoConfirmUser: true, autoVerifyEmail: true } } },
    });
  });

  it('asks it about whoever the guard would refuse, too', async () => {
    const turn = aTurn();

    turn.begin(policy);

    const refused = { ...REFUSED, applied: false };
    expect(await turn.end(refused, ATTEMPT, policy)).toMatchObject({ decision: refused, passedOn: { kind: 'event' } });
  });

  it('leaves a refusal to the companion', async () => {
    const turn = aTurn({ fn: companionOf(REFUSAL).fn });

    turn.begin(policy);

    expect(await turn.end(decided, ATTEMPT, policy)).toEqual({
      decision: decided,
      told: { outcome: 'deny', verified: [], ms: 0 },
      passedOn: { kind: 'refusal', message: 'Only colleagues' },
    });
  });

  it('names a companion whose answer has no response, and passes that on', async () => {
    const turn = aTurn({ fn: companionOf(readReturned({ version: '1' })).fn });

    turn.begin(policy);

    expect(await turn.end(decided, ATTEMPT, policy)).toEqual({
      decision: { ...decided, failures: [{ call: 'companion', cause: 'unreadable' }] },
      told: { outcome: 'unavailable', verified: [], ms: 0 },
      passedOn: { kind: 'event', event: { version: '1' } },
    });
  });

  it('names a companion that was silent, and refuses as Cognito did', async () => {
    const turn = aTurn({ fn: companionOf(noAnswer('throttled')).fn });

    turn.begin(policy);

    expect(await turn.end(decided, ATTEMPT, policy)).toEqual({
      decision: { ...decided, failures: [{ call: 'companion', cause: 'throttled' }] },
      told: { outcome: 'unavailable', verified: [], ms: 0 },
      passedOn: { kind: 'refusal', message: 'Later' },
    });
  });

  it.each([
    ['all the time that Lambda leaves, less the way home', 900, 0, 200],
    ['no time that went by before the policy was known', 1_100, 200, 200],
    ['none where none is left', 600, 0, 0],
  ])('gives it %s', async (_, remainingMs, gone, ms) => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const clock = handClock();
    const { fn } = companionOf(CONSENT);
    const turn = aTurn({ fn, clock, endsAt: clock.now() + remainingMs });
    timeout.mockClear();

    clock.move(gone);
    turn.begin(policy);

    expect(timeout.mock.calls).toEqual([[ms]]);
    vi.restoreAllMocks();
  });

  it('refuses where that time is over', async () => {
    const clock = handClock();
    const turn = aTurn({ fn: { call: hangs }, clock, endsAt: clock.now() + 705 });

    turn.begin(policy);

    expect((await turn.end(decided, ATTEMPT, policy)).passedOn?.kind).toBe('refusal');
  });
});
