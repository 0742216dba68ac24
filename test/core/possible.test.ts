/**
 * What another policy could have decided: every look-up that it would have read otherwise, in every way it could have come
 * out and in no other. Pools are enumerated, so that a reading that claims too little fails as well as one that claims
 * too much.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import type { Findings } from '../../src/core/decide.ts';
import { type AliasFact, combineSightings, type Failure, type Holder, type Sighting } from '../../src/core/facts.ts';
import { opinionOf, possibleDecisions, type ReadingTerms, reread, termsOf } from '../../src/core/possible.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { attemptOf } from './conditions/attempts.ts';

const TERMS: readonly ReadingTerms[] = (['both', 'list', 'alias'] as const).flatMap((lookup) =>
  (['any', 'verified'] as const).map((holders) => ({ lookup, holders })),
);
const [UNVERIFIED, VERIFIED] = [aHolder('uma', false), aHolder('vic', true)];

function aHolder(userName: string, verified: boolean): Holder {
  return { userName, verified, enabled: true, status: 'CONFIRMED' };
}

function sightings(call: Failure['call']): readonly Sighting[] {
  const seen = [[], [UNVERIFIED], [VERIFIED], [UNVERIFIED, VERIFIED]];
  return [
    ...seen.map((holders): Sighting => ({ kind: 'seen', holders })),
    { kind: 'unknown', failure: { call, cause: 'timeout' } },
  ];
}

type World = { readonly list: Sighting; readonly alias: Sighting };

/** Everything that the two look-ups could answer together. */
const WORLDS: readonly World[] = sightings('listUsers').flatMap((list) =>
  sightings('adminGetUser').map((alias) => ({ list, alias })),
);

function factIn({ list, alias }: World, { lookup, holders }: ReadingTerms): AliasFact {
  const asked = { both: [list, alias], list: [list], alias: [alias] }[lookup];
  return combineSightings(asked, holders);
}

/** What a fact tells: that nobody knows, or who was seen; not which look-up failed, nor who saw whom. */
function told(fact: AliasFact): string {
  if (fact.kind === 'unknown') return 'unknown';
  return [fact.kind, ...fact.holders.map(({ userName }) => userName).sort()].join(' ');
}

const PAIRS = TERMS.flatMap((from) => TERMS.map((to) => ({ from, to })));

describe('reread', () => {
  it.each(PAIRS)('finds what $to could know from $from, and nothing else', ({ from, to }) => {
    const facts = WORLDS.map((world) => factIn(world, from));

    for (const fact of facts) {
      const alike = WORLDS.filter((world) => told(factIn(world, from)) === told(fact));
      const possible = new Set(alike.map((world) => factIn(world, to).kind));

      expect(new Set(reread(fact, from, to).map(({ kind }) => kind)), told(fact)).toEqual(possible);
    }
  });

  it.each(TERMS)('keeps what was found under the same terms, $lookup and $holders', (terms) => {
    for (const fact of WORLDS.map((world) => factIn(world, terms))) {
      expect(reread(fact, terms, terms)).toContainEqual(fact);
    }
  });

  it('keeps the holders that it read as free or held', () => {
    const [any, verified] = [
      { lookup: 'list', holders: 'any' },
      { lookup: 'list', holders: 'verified' },
    ] as const;

    expect(reread({ kind: 'held', holders: [UNVERIFIED] }, any, verified)).toEqual([
      { kind: 'free', holders: [UNVERIFIED] },
    ]);
    expect(reread({ kind: 'free', holders: [UNVERIFIED] }, verified, any)).toEqual([
      { kind: 'held', holders: [UNVERIFIED] },
    ]);
  });

  it('knows nothing of an alias that was not looked up', () => {
    const [from] = TERMS as [ReadingTerms];

    const readings = reread(undefined, from, from);

    expect(readings).toEqual([
      { kind: 'free', holders: [] },
      { kind: 'held', holders: [{ userName: '', verified: true, enabled: true, status: 'UNKNOWN' }] },
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

function possible(findings: Findings, policy = EVERYONE) {
  return possibleDecisions(EMAIL, policy, findings, termsOf(policy)).map(
    ({ outcome, reason }) => `${outcome} ${reason}`,
  );
}

describe('possibleDecisions', () => {
  it.each([
    ['a claim that was won', FREE, { kind: 'won' }, ['approve rule']],
    ['a claim that a look-up came with, and lost', FREE, { kind: 'marked' }, ['code claimed']],
    ['another sign-up in flight', FREE, { kind: 'in-flight' }, ['deny busy']],
    ['a table without an answer', FREE, { kind: 'unknown', failure: FAILURE }, ['deny claims-unavailable']],
    ['no claim at all', FREE, null, ['approve rule']],
    [
      'a mark alone, since no look-up was asked for',
      null,
      { kind: 'marked' },
      ['approve rule', 'code collision', 'code directory-unavailable'],
    ],
  ] as const)('is what follows from %s', (_, fact, claim, expected) => {
    expect(possible(found(fact, claim))).toEqual(expected);
  });

  it('is one for a policy that looks nothing up', () => {
    expect(possible(found(FREE, { kind: 'won' }), NOBODY)).toEqual(['code otherwise']);
    expect(possible(found(FREE, { kind: 'in-flight' }), NOBODY)).toEqual(['deny busy']);
  });

  it('combines every reading of two addresses', () => {
    const attempt = attemptOf({ email: 'ann@example.com', phone: '+12065550100' });
    const nothing: Findings = { facts: new Map(), claims: new Map() };

    const decisions = possibleDecisions(attempt, EVERYONE, nothing, termsOf(EVERYONE));

    expect(decisions).toHaveLength(9);
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

describe('termsOf', () => {
  it('tells how a policy reads the pool', () => {
    expect(termsOf(aDocument({ lookup: 'list', collision: { holders: 'verified', then: 'deny' } }))).toEqual({
      lookup: 'list',
      holders: 'verified',
    });
  });
});
