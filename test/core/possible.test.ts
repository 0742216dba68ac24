/**
 * What another policy could have decided: every look-up that it would have read otherwise, in every way it could have come
 * out and in no other. Pools are enumerated, so that a reading that claims too little fails as well as one that claims
 * too much.
 */
import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../src/core/attempt.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import {
  type AliasFact,
  combineSightings,
  type Failure,
  type Holder,
  hasOwner,
  type Sighting,
} from '../../src/core/facts.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import {
  type Asked,
  askedBy,
  opinionOf,
  possibleDecisions,
  type ReadingTerms,
  reread,
} from '../../src/core/possible.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { attemptOf } from './conditions/attempts.ts';

const TERMS: readonly ReadingTerms[] = (['both', 'list', 'alias'] as const).flatMap((lookup) =>
  (['any', 'verified', 'owners'] as const).map((counting) => ({ lookup, counting })),
);
const SELF = 'sam';
const [UNVERIFIED, VERIFIED] = [aHolder('uma', false), aHolder('vic', true)];
const FEDERATED: Holder = { ...aHolder('google_1', false), status: 'EXTERNAL_PROVIDER' };
const ELSEWHERE: Holder = { ...aHolder('eve', true), carries: false };

function aHolder(userName: string, verified: boolean): Holder {
  return { userName, verified, enabled: true, status: 'CONFIRMED' };
}

/** Everybody who may be seen, in every choice. */
const USERS = [UNVERIFIED, VERIFIED, FEDERATED, ELSEWHERE];
const SEEN = Array.from({ length: 2 ** USERS.length }, (_, choice) => USERS.filter((_, at) => (choice >> at) & 1));

function sightings(call: Failure['call']): readonly Sighting[] {
  return [
    ...SEEN.map((holders): Sighting => ({ kind: 'seen', holders })),
    { kind: 'unknown', failure: { call, cause: 'timeout' } },
  ];
}

type World = { readonly list: Sighting; readonly alias: Sighting };

/** Everything that the two look-ups could answer together. */
const WORLDS: readonly World[] = sightings('listUsers').flatMap((list) =>
  sightings('adminGetUser').map((alias) => ({ list, alias })),
);

function factIn({ list, alias }: World, { lookup, counting }: ReadingTerms): AliasFact {
  const asked = { both: [list, alias], list: [list], alias: [alias] }[lookup];
  return combineSightings(asked, counting, SELF);
}

/** What a fact tells: that nobody knows, or who was seen; not which look-up failed, nor who saw whom. */
function told(fact: AliasFact): string {
  if (fact.kind === 'unknown') return 'unknown';
  return [fact.kind, ...fact.holders.map(({ userName }) => userName).sort()].join(' ');
}

const PAIRS = TERMS.flatMap((from) => TERMS.map((to) => ({ from, to })));

describe('reread', () => {
  it.each(PAIRS)('finds what $to could know from $from, and nothing else', ({ from, to }) => {
    const alike = Map.groupBy(WORLDS, (world) => told(factIn(world, from)));

    for (const [name, worlds] of alike) {
      const [first] = worlds;
      if (first === undefined) continue;
      const readings = reread(factIn(first, from), from, to, SELF);
      const possible = worlds.map((world) => factIn(world, to));
      const owned = (facts: readonly AliasFact[]) => facts.map((fact) => `${fact.kind} ${hasOwner(fact, SELF)}`);

      expect(new Set(readings.map(({ kind }) => kind)), name).toEqual(new Set(possible.map(({ kind }) => kind)));
      expect(
        owned(possible).filter((one) => !owned(readings).includes(one)),
        name,
      ).toEqual([]);
    }
  });

  it.each(TERMS)('keeps what was found under the same terms, $lookup and $counting', (terms) => {
    for (const fact of WORLDS.map((world) => factIn(world, terms))) {
      expect(reread(fact, terms, terms, SELF)).toContainEqual(fact);
    }
  });

  it('counts nobody as a duplicate of themselves', () => {
    const own: AliasFact = { kind: 'held', holders: [aHolder(SELF, true)] };
    const [any, owners] = [
      { lookup: 'list', counting: 'any' },
      { lookup: 'list', counting: 'owners' },
    ] as const;

    expect(reread(own, any, owners, SELF)).toEqual([{ kind: 'free', holders: own.holders }]);
    expect(reread(own, any, owners, 'somebody else')).toEqual([own]);
  });

  it('keeps the holders that it read as free or held', () => {
    const [any, verified] = [
      { lookup: 'list', counting: 'any' },
      { lookup: 'list', counting: 'verified' },
    ] as const;

    expect(reread({ kind: 'held', holders: [UNVERIFIED] }, any, verified, SELF)).toEqual([
      { kind: 'free', holders: [UNVERIFIED] },
    ]);
    expect(reread({ kind: 'free', holders: [UNVERIFIED] }, verified, any, SELF)).toEqual([
      { kind: 'held', holders: [UNVERIFIED] },
    ]);
  });

  it('knows that others may come after those with whom a list stopped', () => {
    const [any, verified] = [
      { lookup: 'list', counting: 'any' },
      { lookup: 'list', counting: 'verified' },
    ] as const;
    const stopped: AliasFact = { kind: 'held', holders: [UNVERIFIED], atLeast: true };
    const owned = (to: ReadingTerms) =>
      reread(stopped, any, to, SELF).map((fact) => `${fact.kind} ${hasOwner(fact, SELF)}`);

    expect(owned(any)).toEqual(['held false', 'held true']);
    expect(owned(verified)).toEqual(['free false', 'held true', 'free true', 'held false']);
    expect(reread({ ...stopped, holders: [VERIFIED] }, any, any, SELF)).toEqual([
      { kind: 'held', holders: [VERIFIED] },
    ]);
  });

  it('knows nothing of an alias that was not looked up', () => {
    const [from] = TERMS as [ReadingTerms];

    const readings = reread(undefined, from, from, SELF);

    const somebody = { userName: '', verified: true, enabled: true, status: 'UNKNOWN' };
    expect(readings).toEqual([
      { kind: 'free', holders: [] },
      { kind: 'held', holders: [somebody] },
      { kind: 'held', holders: [{ ...somebody, verified: false }] },
      { kind: 'unknown', failures: [] },
    ]);
  });
});

const EVERYONE = compilePolicy(aDocument({ rules: [anApproval()] }), NO_RESOURCES);
const NOBODY = compilePolicy(aDocument(), NO_RESOURCES);
const EMAIL = attemptOf({ email: 'ann@example.com' });
const FREE: AliasFact = { kind: 'free', holders: [] };
const FAILURE: Failure = { call: 'claims', cause: 'timeout' };

function found(fact: AliasFact | null, claim: Parameters<typeof claimsOf>[0]): Findings {
  return { facts: new Map(fact === null ? [] : [['email', fact]]), claims: claimsOf(claim) };
}

function claimsOf(claim: Findings['claims'] extends ReadonlyMap<infer _, infer Claim> ? Claim | null : never) {
  return new Map(claim === null ? [] : [['email' as const, claim]]);
}

function askedFor(attempt: Attempt, policy: CompiledPolicy): Asked {
  return askedBy(policy, plan(attempt, policy));
}

function possible(findings: Findings, policy = EVERYONE, live = policy) {
  const decisions = possibleDecisions(EMAIL, policy, findings, askedFor(EMAIL, live));
  return [...new Set(decisions.map(({ outcome, reason }) => `${outcome} ${reason}`))];
}

describe('possibleDecisions', () => {
  it.each([
    ['a claim that was won', FREE, { kind: 'won' }, ['approve rule']],
    ['a claim that a look-up came with, and lost', FREE, { kind: 'marked' }, ['code claimed']],
    ['another sign-up in flight', FREE, { kind: 'in-flight' }, ['deny busy']],
    ['a table without an answer', FREE, { kind: 'unknown', failure: FAILURE }, ['deny claims-unavailable']],
    ['no claim at all', FREE, null, ['approve rule']],
  ] as const)('is what follows from %s', (_, fact, claim, expected) => {
    expect(possible(found(fact, claim))).toEqual(expected);
  });

  it('is all that may be where the policy in force looked nobody up', () => {
    const decisions = possible(found(null, { kind: 'marked' }), EVERYONE, NOBODY);

    expect(decisions).toEqual(['approve rule', 'code collision', 'code directory-unavailable']);
  });

  it('tells an owner from a squatter where that makes a difference', () => {
    const collision = { holders: 'any', then: 'deny', code: 'allow', federated: 'allow' } as const;
    const strict = compilePolicy(aDocument({ rules: [anApproval()], collision }), NO_RESOURCES);

    expect(possible(found(null, { kind: 'marked' }), strict, NOBODY)).toEqual([
      'approve rule',
      'deny collision',
      'code collision',
      'code directory-unavailable',
    ]);
  });

  it('takes a mark beside a look for owners for what was asked', () => {
    const collision = { holders: 'any', then: 'withhold', code: 'deny', federated: 'allow' } as const;
    const strict = compilePolicy(aDocument({ collision }), NO_RESOURCES);

    expect(possible(found(FREE, { kind: 'marked' }), strict)).toEqual(['code otherwise']);
    expect(possible(found({ kind: 'held', holders: [VERIFIED] }, { kind: 'marked' }), strict)).toEqual([
      'deny collision',
    ]);
    expect(possible(found(FREE, { kind: 'marked' }), EVERYONE, strict)).toEqual(['approve rule']);
    const squatted: AliasFact = { kind: 'free', holders: [UNVERIFIED] };
    expect(possible(found(squatted, { kind: 'marked' }), EVERYONE, strict)).toEqual(['code collision']);
  });

  it.each([
    ['refuse', 'deny name-taken'],
    ['ignore', 'approve rule'],
  ] as const)('takes a name that somebody has for what it is under a policy that says %s', (takenNames, outcome) => {
    const policy = compilePolicy(aDocument({ rules: [anApproval()], takenNames }), NO_RESOURCES);
    const taken: Findings = { ...found({ kind: 'free', holders: [] }, { kind: 'won' }), name: { kind: 'taken' } };

    expect(possible(taken, policy, EVERYONE)).toEqual([outcome]);
  });

  it('is one for a policy that looks nothing up', () => {
    expect(possible(found(FREE, { kind: 'won' }), NOBODY)).toEqual(['code otherwise']);
    expect(possible(found(FREE, { kind: 'in-flight' }), NOBODY)).toEqual(['deny busy']);
  });

  it('combines every reading of two addresses', () => {
    const attempt = attemptOf({ email: 'ann@example.com', phone: '+12065550100' });
    const nothing: Findings = { facts: new Map(), claims: new Map() };

    const decisions = possibleDecisions(attempt, EVERYONE, nothing, askedFor(attempt, EVERYONE));

    expect(decisions).toHaveLength(16);
    expect(new Set(decisions.map(({ verified }) => verified.join()))).toEqual(
      new Set(['email,phone_number', 'email', 'phone_number', '']),
    );
  });
});

describe('opinionOf', () => {
  const could = (...outcomes: readonly ('approve' | 'code' | 'deny')[]) => outcomes.map((outcome) => ({ outcome }));

  it.each([
    ['one outcome, the same', could('approve'), { outcome: 'approve', differs: false }],
    ['one outcome twice', could('approve', 'approve'), { outcome: 'approve', differs: false }],
    ['one outcome, another', could('deny'), { outcome: 'deny', differs: true }],
    ['several, this one among them', could('approve', 'code'), { outcome: 'unknown', differs: null }],
    ['several others', could('deny', 'code'), { outcome: 'unknown', differs: true }],
    ['none at all', could(), { outcome: 'unknown', differs: null }],
  ])('says of %s', (_, decisions, expected) => {
    expect(opinionOf(decisions, 'approve')).toEqual(expected);
  });
});

describe('askedBy', () => {
  const collision = { holders: 'verified', then: 'deny', code: 'deny', federated: 'allow' } as const;

  it('tells how a policy reads the pool, and what it would verify', () => {
    const policy = compilePolicy(
      aDocument({ rules: [anApproval({ verify: ['email'] })], lookup: 'list', collision }),
      NO_RESOURCES,
    );
    const both = attemptOf({ email: 'ann@example.com', phone: '+12065550100' });

    expect(askedFor(both, policy)).toEqual({ lookup: 'list', counting: 'verified', toVerify: ['email'] });
  });

  it('tells of a look for owners, which verifies nothing', () => {
    const policy = compilePolicy(aDocument({ collision }), NO_RESOURCES);

    expect(askedFor(EMAIL, policy)).toEqual({ lookup: 'both', counting: 'owners', toVerify: [] });
  });
});
