/**
 * One attempt from start to end over scripted ports: what is asked, what comes of no answer, and what is reported.
 */
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/core/attempt.ts';
import type { ClaimRequest } from '../../src/core/claims.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Holder, Sighting } from '../../src/core/facts.ts';
import type { PolicyDocument } from '../../src/core/policy.ts';
import { fail, ok } from '../../src/core/result.ts';
import { type GuardParts, guard, type Judgement } from '../../src/guard/guard.ts';
import type {
  Claimant,
  ClaimTable,
  CompanionTurn,
  LookupKinds,
  NameAnswer,
  PolicySource,
  UserDirectory,
} from '../../src/guard/ports.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { attemptOf } from '../core/conditions/attempts.ts';
import { nobodyNamed } from '../support/names.ts';
import { aDocument, anApproval, aSnapshot } from '../support/policies.ts';
import { aBudget, handClock } from '../support/time.ts';

const EVERYONE = aDocument({ rules: [anApproval()] });
const NEWCOMER = attemptOf({ email: 'bob@example.com', userName: 'newcomer' });
const OWNER: Holder = { userName: 'owner', verified: false, enabled: true, status: 'UNCONFIRMED' };

function sourceOf(document: PolicyDocument): PolicySource {
  const policy = compilePolicy(document, NO_RESOURCES);
  const snapshot = aSnapshot(policy);
  return { current: async () => ({ snapshot, failure: null }) };
}

function directoryOf(...sightings: readonly Sighting[]): UserDirectory & { asked: LookupKinds[] } {
  const asked: LookupKinds[] = [];
  return {
    asked,
    named: nobodyNamed,
    sightings: async ({ kinds }) => {
      asked.push(kinds);
      return sightings;
    },
  };
}

function tableOf(): ClaimTable & { written: [Claimant, readonly ClaimRequest[]][] } {
  const written: [Claimant, readonly ClaimRequest[]][] = [];
  return {
    written,
    write: async (claimant, requests) => {
      written.push([claimant, requests]);
      return ok(new Map(requests.map(({ alias }) => [alias.attribute, 'clear'])));
    },
  };
}

const FREE: Sighting = { kind: 'seen', holders: [] };
const hangs = () => new Promise<never>(() => {});

/** Everything healthy and nobody there, but for what is given. */
async function judged(fields: Partial<GuardParts> = {}, attempt: Attempt = NEWCOMER, budgetMs = 5_000) {
  const parts: GuardParts = {
    policySource: sourceOf(EVERYONE),
    directory: directoryOf(FREE),
    claims: tableOf(),
    clock: handClock(),
    whenPolicyUnavailable: 'code',
    ...fields,
  };
  return guard(parts, attempt, aBudget(budgetMs));
}

function told({ decision, findings }: Judgement) {
  return { outcome: decision.outcome, failures: decision.failures, claims: [...findings.claims.values()] };
}

describe('look-ups', () => {
  it.each([
    ['both', { list: true, alias: true }],
    ['list', { list: true, alias: false }],
    ['alias', { list: false, alias: true }],
  ] as const)('are those that `lookup: %s` names', async (lookup, kinds) => {
    const directory = directoryOf(FREE);

    await judged({ policySource: sourceOf({ ...EVERYONE, lookup }), directory });

    expect(directory.asked).toEqual([kinds]);
  });

  it.each([
    ['any', 'code'],
    ['verified', 'approve'],
  ] as const)('find whoever counts under `holders: %s`', async (holders, outcome) => {
    const policySource = sourceOf({
      ...EVERYONE,
      collision: { holders, then: 'withhold', code: 'allow', federated: 'allow' },
    });
    const directory = directoryOf({ kind: 'seen', holders: [OWNER] });

    expect((await judged({ policySource, directory })).decision.outcome).toBe(outcome);
  });

  it('find owners of the addresses of whoever takes the code, and let squatters and the user alone', async () => {
    const collision = { holders: 'any', then: 'withhold', code: 'deny', federated: 'allow' } as const;
    const policySource = sourceOf(aDocument({ collision }));
    const decided = async (holder: Holder) => {
      const directory = directoryOf({ kind: 'seen', holders: [holder] });
      return (await judged({ policySource, directory })).decision.outcome;
    };

    expect(await decided({ ...OWNER, verified: true })).toBe('deny');
    expect(await decided(OWNER)).toBe('code');
    expect(await decided({ ...OWNER, verified: true, userName: 'newcomer' })).toBe('code');
  });

  it.each([
    ['both', 'listUsers'],
    ['list', 'listUsers'],
    ['alias', 'adminGetUser'],
  ] as const)('that hang end with the budget, under `lookup: %s`', async (lookup, call) => {
    const policySource = sourceOf({ ...EVERYONE, lookup });

    expect(
      told(await judged({ policySource, directory: { named: nobodyNamed, sightings: hangs } }, NEWCOMER, 5)),
    ).toMatchObject({
      outcome: 'code',
      failures: [{ call, cause: 'timeout' }],
    });
  });

  it('ask nothing of an attempt that names no pool, and nothing is granted', async () => {
    const directory = directoryOf(FREE);
    const named: string[] = [];
    const names: UserDirectory['named'] = async (_pool, name) => {
      named.push(name);
      return ok(null);
    };

    const judgement = await judged({ directory: { ...directory, named: names } }, { ...NEWCOMER, userPoolId: null });

    expect([directory.asked, named, judgement.decision.outcome]).toEqual([[], [], 'deny']);
    expect(judgement.decision.failures).toContainEqual({ call: 'listUsers', cause: 'invalid' });
  });
});

describe('claims', () => {
  it('are written for the user name in its pool', async () => {
    const claims = tableOf();

    const judgement = await judged({ claims });

    const claimant = { userPoolId: 'us-west-2_example', userName: 'newcomer' };
    expect(claims.written).toEqual([[claimant, [expect.objectContaining({ kind: 'verifying' })]]]);
    expect(told(judgement)).toEqual({ outcome: 'approve', failures: [], claims: [{ kind: 'won' }] });
  });

  it.each([
    ['pool', { userPoolId: null }],
    ['user name', { userName: null }],
  ])('write nothing for an attempt without a %s, and nothing is granted', async (_, missing) => {
    const claims = tableOf();

    const judgement = await judged({ claims }, { ...NEWCOMER, ...missing });

    expect(claims.written).toEqual([]);
    expect(told(judgement)).toMatchObject({
      outcome: 'deny',
      claims: [{ kind: 'unknown', failure: { call: 'claims', cause: 'invalid' } }],
    });
  });

  it('that hang end with the budget, and nothing is granted', async () => {
    expect(told(await judged({ claims: { write: hangs } }, NEWCOMER, 5))).toEqual({
      outcome: 'deny',
      failures: [{ call: 'claims', cause: 'timeout' }],
      claims: [{ kind: 'unknown', failure: { call: 'claims', cause: 'timeout' } }],
    });
  });

  it('that are switched off count as won', async () => {
    const judgement = await judged({ claims: null });

    expect(told(judgement)).toEqual({ outcome: 'approve', failures: [], claims: [{ kind: 'won' }] });
  });
});

describe('without a policy', () => {
  const failure = { call: 'ssm', cause: 'network' } as const;
  const policySource: PolicySource = { current: async () => ({ snapshot: null, failure }) };

  it.each(['code', 'deny'] as const)('an attempt gets what the deployment chose: %s', async (whenPolicyUnavailable) => {
    const { decision, snapshot } = await judged({ policySource, whenPolicyUnavailable });

    expect(decision).toMatchObject({ outcome: whenPolicyUnavailable, failures: [failure] });
    expect(snapshot).toBeNull();
  });

  it('nobody’s statement counts', async () => {
    const bearing = attemptOf({ email: 'bob@example.com', metadata: { attestation: 'a.b.c' } });

    expect((await judged({ policySource }, bearing)).attestation).toBeNull();
  });
});

it('calls are counted from nought by whoever makes them', async () => {
  const directory: UserDirectory = {
    named: nobodyNamed,
    sightings: async (_inquiry, _budget, calls) => {
      calls.listUsers += 1;
      return [FREE];
    },
  };

  expect((await judged({ directory })).calls).toEqual({ listUsers: 1, adminGetUser: 0, claims: 0, retries: 0 });
});

it('times tell what was waited for', async () => {
  const clock = handClock();
  const { current } = sourceOf(EVERYONE);
  const policySource: PolicySource = {
    current: async (budget) => {
      clock.move(7);
      return current(budget);
    },
  };
  const directory: UserDirectory = {
    named: nobodyNamed,
    sightings: async () => {
      clock.move(20);
      return [FREE];
    },
  };

  expect((await judged({ clock, policySource, directory })).timings).toEqual({ policy: 7, lookup: 20, total: 27 });
});

describe('the clock', () => {
  const rules = [
    anApproval({ id: 'later', from: '2027-01-01' }),
    { id: 'watched', then: 'deny', mode: 'observe' },
    { id: 'over', then: 'deny', mode: 'observe', until: '2026-12-31' },
  ] as const;

  it.each([
    ['2026-12-31T23:59:59Z', 'code', ['over', 'watched']],
    ['2027-01-01T00:00:00Z', 'approve', ['watched']],
  ])('at %s says which rules take part, and which observe', async (now, outcome, observed) => {
    const clock = { ...handClock(), now: () => Date.parse(now) };
    const judgement = await judged({ clock, policySource: sourceOf(aDocument({ rules })) });

    expect(judgement.decision.outcome).toBe(outcome);
    expect(judgement.observed).toEqual(observed);
  });

  it('has nothing to say where there is no policy', async () => {
    const policySource: PolicySource = { current: async () => ({ snapshot: null, failure: null }) };

    expect((await judged({ policySource })).observed).toEqual([]);
  });
});

describe('a companion', () => {
  it('is heard after the decision, and what the guard decides without it is kept beside', async () => {
    const heardOf: string[] = [];
    const turn: CompanionTurn = {
      own: aBudget(),
      begin: (policy) => heardOf.push(`begin ${policy?.mode}`),
      end: async (decision) => {
        heardOf.push(`end ${decision.outcome}`);
        return {
          decision: { ...decision, outcome: 'code', reason: 'companion', verified: [] },
          told: null,
          passedOn: null,
        };
      },
    };
    const parts: GuardParts = {
      policySource: sourceOf(EVERYONE),
      directory: directoryOf(FREE),
      claims: tableOf(),
      clock: handClock(),
      whenPolicyUnavailable: 'code',
    };

    const { decision, companion } = await guard(parts, NEWCOMER, aBudget(), turn);

    expect(heardOf).toEqual(['begin enforce', 'end approve']);
    expect([decision.outcome, decision.reason, companion?.own]).toEqual(['code', 'companion', 'approve']);
  });

  it('is none where there is no turn', async () => {
    expect((await judged()).companion).toBeNull();
  });
});

describe('a user name', () => {
  const named = (value: NameAnswer) => {
    const asked: string[] = [];
    const directory: UserDirectory = {
      named: async (_pool, userName, _budget, calls) => {
        asked.push(userName);
        calls.adminGetUser += 1;
        return value;
      },
      sightings: async () => [FREE],
    };
    return { asked, directory };
  };
  const somebody = (userName: string, carries: boolean): NameAnswer => ok({ userName, carries: () => carries });

  it('that somebody else has refuses, and claims nothing', async () => {
    const { asked, directory } = named(somebody('newcomer', false));
    const claims = tableOf();

    const { decision, calls } = await judged({ directory, claims });

    expect(decision).toMatchObject({ outcome: 'deny', reason: 'name-taken' });
    expect([asked, claims.written, calls.adminGetUser]).toEqual([['newcomer'], [], 1]);
  });

  it.each([
    ['nobody has', ok(null)],
    ['this very sign-up has, called again', somebody('newcomer', true)],
    ['leads to a user of another name', somebody('other', false)],
    ['gives no answer', fail({ call: 'adminGetUser', cause: 'throttled' } as const)],
  ] satisfies readonly (readonly [string, NameAnswer])[])('that %s lets the sign-up go on', async (_, found) => {
    const { directory } = named(found);
    const claims = tableOf();

    expect((await judged({ directory, claims })).decision.outcome).toBe('approve');
    expect(claims.written).toHaveLength(1);
  });

  it.each([1, 7, 2_999])('is looked up in whole milliseconds, of %i that are left', async (left) => {
    const { directory } = named(ok(null));
    const clock = handClock();
    const policySource = sourceOf(EVERYONE);
    const parts: GuardParts = { policySource, directory, claims: tableOf(), clock, whenPolicyUnavailable: 'code' };
    const { signal } = new AbortController();

    const { decision } = await guard(parts, NEWCOMER, { signal, deadline: clock.now() + left });

    expect(decision.failures).toEqual([]);
  });

  it.each([
    [1_999, 999],
    [2_999, 1_499],
    [4_500, 1_500],
  ])('is looked up, of %i milliseconds that are left, in %i', async (left, share) => {
    const clock = handClock();
    const shares: number[] = [];
    const directory: UserDirectory = {
      named: async (_pool, _name, { deadline }) => {
        shares.push(deadline - clock.now());
        return ok(null);
      },
      sightings: async () => [FREE],
    };
    const parts = { policySource: sourceOf(EVERYONE), directory, claims: tableOf(), clock } as const;

    const { signal } = new AbortController();
    await guard({ ...parts, whenPolicyUnavailable: 'code' }, NEWCOMER, { signal, deadline: clock.now() + left });

    expect(shares).toEqual([share]);
  });

  it('that hangs has a share of the time, and nothing is claimed before its answer', async () => {
    const claims = tableOf();
    const directory: UserDirectory = { named: hangs, sightings: async () => [FREE] };
    const judging = judged({ directory, claims }, NEWCOMER, 4_000);
    await Promise.resolve();

    expect(claims.written).toEqual([]);
    expect((await judging).decision).toMatchObject({
      outcome: 'approve',
      failures: [{ call: 'adminGetUser', cause: 'timeout' }],
    });
    expect(claims.written).toHaveLength(1);
  });

  it.each([
    ['is left to the code', aDocument()],
    ['comes under a policy that ignores taken names', { ...EVERYONE, takenNames: 'ignore' } as const],
  ])('is not looked up for whoever %s', async (_, document) => {
    const { asked, directory } = named(somebody('newcomer', false));

    await judged({ policySource: sourceOf(document), directory });

    expect(asked).toEqual([]);
  });
});

describe('a claim in flight', () => {
  const squatter: Sighting = { kind: 'seen', holders: [OWNER], more: true };
  const inFlight: ClaimTable = {
    write: async (_claimant, requests) => ok(new Map(requests.map(({ alias }) => [alias.attribute, 'in-flight']))),
  };

  /** A list that stops at a squatter, and shows this further on. */
  const listOf = (...further: readonly Sighting[]) => {
    const asked: [LookupKinds, boolean][] = [];
    const directory: UserDirectory = {
      named: nobodyNamed,
      sightings: async ({ kinds, settles }) => {
        asked.push([kinds, settles(OWNER)]);
        return asked.length === 1 ? [squatter] : further;
      },
    };
    return { asked, directory };
  };

  it('lists on past a squatter, to the verified holder who lets the sign-up go on', async () => {
    const { asked, directory } = listOf({
      kind: 'seen',
      holders: [OWNER, { ...OWNER, userName: 'x', verified: true }],
    });

    const { decision } = await judged({ directory, claims: inFlight });

    expect(decision).toMatchObject({ outcome: 'code', reason: 'collision', withheld: [{ because: 'held' }] });
    expect(asked).toEqual([
      [{ list: true, alias: true }, true],
      [{ list: true, alias: false }, false],
    ]);
  });

  it('lists on only for addresses whose list stopped at somebody who is not verified', async () => {
    const both = { ...NEWCOMER, phone: attemptOf({ phone: '+12065550100' }).phone };
    const further = async (phone: Sighting) => {
      const asked: string[] = [];
      const sightings: UserDirectory['sightings'] = async ({ alias, kinds }) => {
        asked.push(`${alias.attribute}${kinds.alias ? '' : ' further'}`);
        return [alias.attribute === 'email' ? squatter : phone];
      };
      await judged({ directory: { named: nobodyNamed, sightings }, claims: inFlight }, both);
      return asked.slice(2);
    };

    expect(await further(FREE)).toEqual(['email further']);
    expect(await further({ kind: 'seen', holders: [OWNER] })).toEqual(['email further']);
    expect(await further({ kind: 'unknown', failure: { call: 'listUsers', cause: 'timeout' } })).toEqual([
      'email further',
    ]);
    expect(await further({ kind: 'seen', holders: [{ ...OWNER, verified: true }], more: true })).toEqual([
      'email further',
    ]);
  });

  it.each([
    ['shows nobody else', { kind: 'seen', holders: [OWNER] }],
    ['shows nobody any more', FREE],
    ['gives no answer', { kind: 'unknown', failure: { call: 'listUsers', cause: 'timeout' } }],
  ] as const)('refuses where the list %s', async (_, further) => {
    const { directory } = listOf(further);

    const { decision, findings } = await judged({ directory, claims: inFlight });

    expect(decision).toMatchObject({ outcome: 'deny', reason: 'busy' });
    // whoever was seen before was seen
    expect(findings.facts.get('email')).toMatchObject({ kind: 'held', holders: [OWNER] });
  });

  it('asks no further where nothing is in flight', async () => {
    const { asked, directory } = listOf();

    await judged({ directory });

    expect(asked).toHaveLength(1);
  });
});
