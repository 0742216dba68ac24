/**
 * What becomes of an attempt that could not be decided or recorded: an answer all the same, and nothing granted.
 */
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { type CompiledPolicy, DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import { fail } from '../../src/core/result.ts';
import type { CandidateSource, ClaimTable } from '../../src/guard/ports.ts';
import { SignUpRefused } from '../../src/lambda/reply.ts';
import { createTrigger, type TriggerParts } from '../../src/lambda/trigger.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { nobodyNamed } from '../support/names.ts';
import { aDocument, anApproval, aSnapshot } from '../support/policies.ts';
import { aSignUp } from '../support/sign-up-event.ts';
import { handClock } from '../support/time.ts';

const EVERYONE = compilePolicy(aDocument({ rules: [anApproval()] }), NO_RESOURCES);
const BROKEN = new Error('scripted');
const RAISED = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };

/** A healthy trigger without the parts that a deployment may leave out, and what it wrote. */
function setUp(fields: Partial<TriggerParts> = {}) {
  const records: DecisionRecord[] = [];
  const troubles: [string, unknown][] = [];
  const snapshot = aSnapshot(EVERYONE);
  const clock = handClock();
  const trigger = createTrigger({
    environment: 'test',
    guard: {
      policySource: { current: async () => ({ snapshot, failure: null }) },
      directory: { named: nobodyNamed, sightings: async () => [{ kind: 'seen', holders: [] }] },
      claims: null,
      clock,
      whenPolicyUnavailable: 'code',
    },
    hashKey: { current: async () => 'key' },
    log: {
      decided: (record) => void records.push(record),
      failed: (message, error) => void troubles.push([message, error]),
    },
    clock,
    ...fields,
  });
  return { trigger, records, troubles };
}

/** Somebody who counts. */
function counter() {
  const counted: DecisionRecord[] = [];
  return { counted, metrics: { decided: (record: DecisionRecord) => void counted.push(record) } };
}

function requestOf(event: unknown, error: Error) {
  return { event, error, context: {} as Context, response: undefined as unknown, internal: {} };
}

describe('an attempt that failed', () => {
  const event = aSignUp({ response: RAISED });

  it('is answered without a flag and recorded as an internal error', async () => {
    const { trigger, records, troubles } = setUp();
    const request = requestOf(event, BROKEN);

    await trigger.recover(request);

    expect(request.response).toEqual(aSignUp());
    expect(troubles).toEqual([['the sign-up could not be decided', BROKEN]]);
    expect(records).toEqual([
      expect.objectContaining({
        outcome: 'untouched',
        reason: 'internal-error',
        applied: true,
        rules: [],
        withheld: [],
        failures: [],
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
        policy: { environment: 'test', digest: null, source: 'none', ageMs: null },
        calls: { listUsers: 0, adminGetUser: 0, claims: 0, retries: 0 },
        ms: { policy: 0, lookup: 0, total: 0 },
      }),
    ]);
    expect(records[0]).not.toHaveProperty('observed');
  });

  it('is counted where somebody counts', async () => {
    const { metrics, counted } = counter();
    const { trigger, records } = setUp({ metrics });

    await trigger.recover(requestOf(event, BROKEN));

    expect([records.length, counted]).toEqual([1, records]);
  });

  it('is none where it was refused: Cognito hears the sentence', async () => {
    const { trigger, records, troubles } = setUp();
    const request = requestOf(event, new SignUpRefused('Not here'));

    await trigger.recover(request);

    expect([request.response, records, troubles]).toEqual([undefined, [], []]);
  });
});

describe('an attempt whose time ran out', () => {
  it('is recorded once, whatever is decided of it later', async () => {
    const { promise, resolve } = Promise.withResolvers<[{ kind: 'seen'; holders: [] }]>();
    const { trigger, records } = setUp({
      guard: {
        policySource: { current: async () => ({ snapshot: aSnapshot(EVERYONE), failure: null }) },
        directory: { named: nobodyNamed, sightings: () => promise },
        claims: null,
        clock: handClock(),
        whenPolicyUnavailable: 'code',
      },
    });
    const event = aSignUp();
    const late = trigger.answer(event, 5_000);
    await trigger.recover(requestOf(event, BROKEN));
    resolve([{ kind: 'seen', holders: [] }]);
    await late;
    await trigger.answer(aSignUp(), 5_000);

    expect(records.map(({ reason }) => reason)).toEqual(['internal-error', 'rule']);
  });

  it('is recorded though its event is no object', async () => {
    const { trigger, records } = setUp();

    await trigger.recover(requestOf('nothing', BROKEN));
    await trigger.answer('nothing', 5_000);

    expect(records).toHaveLength(2);
  });
});

describe('an attempt that failed where sign-ups leave claims', () => {
  const claims: ClaimTable = { write: async () => fail({ call: 'claims', cause: 'timeout' }) };
  const guarded = (fields: Partial<TriggerParts> = {}) => {
    const clock = handClock();
    return setUp({
      guard: {
        policySource: { current: async () => ({ snapshot: null, failure: null }) },
        directory: { named: nobodyNamed, sightings: async () => [] },
        claims,
        clock,
        whenPolicyUnavailable: 'code',
      },
      ...fields,
    });
  };
  const under = (settings: Parameters<typeof aDocument>[0]) => () =>
    compilePolicy(aDocument({ busyMessage: 'Come back', ...settings }), NO_RESOURCES);
  const lenient = { directory: 'code', claims: 'code' } as const;

  it('is refused as busy, by the sentence of the policy last read and nothing else', async () => {
    const { trigger, records } = guarded({ standing: under({}) });
    const request = requestOf(aSignUp(), BROKEN);

    await trigger.recover(request);

    expect(request.response).toBeUndefined();
    expect(request.error).toEqual(new SignUpRefused('Come back'));
    expect(Object.keys(request.error)).toEqual(['name']);
    expect(request.error.cause).toBeUndefined();
    expect(records).toMatchObject([{ outcome: 'deny', reason: 'internal-error', applied: true }]);
  });

  it.each([
    ['none was ever read', () => null],
    ['none may be known', undefined],
  ])('is refused by the default sentence where %s', async (_, standing) => {
    const { trigger } = guarded(standing === undefined ? {} : { standing });
    const request = requestOf(aSignUp(), BROKEN);

    await trigger.recover(request);

    expect(request.error.message).toBe(DEFAULT_SETTINGS.busyMessage);
  });

  it.each([
    ['under `unavailable.claims: code`', under({ unavailable: lenient }), 'PreSignUp_SignUp', 'untouched'],
    ['by an administrator', under({}), 'PreSignUp_AdminCreateUser', 'untouched'],
    ['by a provider', under({}), 'PreSignUp_ExternalProvider', 'untouched'],
    ['while the policy observes', under({ mode: 'observe' }), 'PreSignUp_SignUp', 'deny'],
  ] as const)('goes on without a flag %s', async (_, standing, triggerSource, outcome) => {
    const { trigger, records } = guarded({ standing });
    const request = requestOf(aSignUp({ triggerSource }), BROKEN);

    await trigger.recover(request);

    expect([request.response, request.error]).toEqual([aSignUp({ triggerSource }), BROKEN]);
    expect(records).toMatchObject([{ outcome, applied: outcome !== 'deny' }]);
  });

  it('is refused through middy, which hangs nothing to the sentence', async () => {
    const { trigger } = guarded({ standing: under({}), hashKey: { current: async () => null } });
    const handler = middy()
      .use({ onError: trigger.recover })
      .handler(async () => Promise.reject(BROKEN));

    const refusal = await handler(aSignUp(), {} as Context).catch((error: unknown) => error);

    expect(refusal).toEqual(new SignUpRefused('Come back'));
    expect(Object.keys(refusal as Error)).toEqual(['name']);
  });
});

describe('an attempt that was decided', () => {
  it('stands though it cannot be recorded', async () => {
    const { trigger, records, troubles } = setUp({ hashKey: { current: async () => Promise.reject(BROKEN) } });

    expect(await trigger.answer(aSignUp(), 5_000)).toEqual(aSignUp({ response: RAISED }));
    expect([records, troubles]).toEqual([[], [['the decision could not be recorded', BROKEN]]]);
  });

  it('needs neither metrics nor a shadow policy', async () => {
    const { trigger, records, troubles } = setUp();

    expect(await trigger.answer(aSignUp(), 5_000)).toEqual(aSignUp({ response: RAISED }));
    expect(records).toEqual([expect.not.objectContaining({ candidate: expect.anything() })]);
    expect(troubles).toEqual([]);
  });

  it('is counted and held against the shadow policy', async () => {
    const { metrics, counted } = counter();
    const nobody: CompiledPolicy = compilePolicy(aDocument(), NO_RESOURCES);
    const candidate: CandidateSource = { peek: () => nobody };
    const { trigger, records } = setUp({ metrics, candidate });

    await trigger.answer(aSignUp(), 5_000);

    expect(records).toEqual([expect.objectContaining({ candidate: { outcome: 'code', differs: true } })]);
    expect(counted).toEqual(records);
  });
});

describe('an attempt that failed beside a companion that may not have been heard', () => {
  const companion = { turn: async () => Promise.reject(BROKEN) };
  const answered = async (settings: Parameters<typeof aDocument>[0], triggerSource = 'PreSignUp_SignUp') => {
    const standing = () => compilePolicy(aDocument({ busyMessage: 'Come back', ...settings }), NO_RESOURCES);
    const request = requestOf(aSignUp({ triggerSource }), BROKEN);
    await setUp({ companion, standing }).trigger.recover(request);
    return request.response === undefined ? request.error.message : 'let through';
  };
  const lenient = { directory: 'code', claims: 'code', companion: 'code' } as const;

  it.each([
    'PreSignUp_SignUp',
    'PreSignUp_ExternalProvider',
    'PreSignUp_AdminCreateUser',
  ])('is refused by %s, as silence is', async (source) => {
    expect(await answered({}, source)).toBe('Come back');
  });

  it('is let through where the policy lets silence through', async () => {
    expect(await answered({ unavailable: lenient })).toBe('let through');
  });

  it('is refused under a policy that only observes, whatever that says: the companion is in charge', async () => {
    expect(await answered({ mode: 'observe', unavailable: lenient })).toBe('Come back');
  });

  it('is let through where nobody knows the source', async () => {
    expect(await answered({}, 'PreSignUp_New')).toBe('let through');
  });
});

describe('a companion', () => {
  it('is given its turn with the attempt as it came, and has the word that it is given', async () => {
    const asked: unknown[] = [];
    const budgets: unknown[] = [];
    const own = { signal: AbortSignal.timeout(1_000), deadline: 7 };
    const companion: TriggerParts['companion'] = {
      turn: async (turn) => {
        asked.push(turn);
        return {
          own,
          begin: () => {},
          end: async (decision) => ({ decision, told: null, passedOn: { kind: 'event', event: 'its own' } }),
        };
      },
    };
    const policySource = {
      current: async (budget: unknown) => {
        budgets.push(budget);
        return { snapshot: aSnapshot(EVERYONE), failure: null };
      },
    };
    const guard = {
      policySource,
      directory: { named: nobodyNamed, sightings: async () => [] },
      claims: null,
      clock: handClock(),
      whenPolicyUnavailable: 'code',
    } as const;
    const event = aSignUp();

    const said = await setUp({ companion, guard }).trigger.answer(event, 5_000, { custom: {} });

    expect(said).toBe('its own');
    expect(asked).toEqual([
      {
        event,
        endsAt: 1_005_000,
        clientContext: { custom: {} },
        budget: expect.objectContaining({ deadline: 1_003_000 }),
      },
    ]);
    expect(budgets).toEqual([own]);
  });
});
