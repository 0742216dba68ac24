/**
 * One frozen case as JSON: what was typed, what was found, and what is decided. Plain words only, so that a decider in any
 * language can replay it. The format is written down in `test/vectors/README.md`.
 */
import type { AliasAttribute, Attempt } from '../../src/core/attempt.ts';
import type { ClaimOutcome } from '../../src/core/claims.ts';
import type { AliasFact, Holder } from '../../src/core/facts.ts';
import type { LimitOutcome } from '../../src/core/limits/limit.ts';
import type { Findings } from '../../src/core/withholding.ts';
import { readTyped, type Typed } from './cases.ts';
import type { Plain } from './decider.ts';

/**
 * A holder in a word: verified, not so, or not so and from a provider; one whom the pool resolves the address to and who does
 * not carry it; the attempt's own user, verified.
 */
type HolderWord = 'verified' | 'unverified' | 'federated' | 'elsewhere' | 'own';

/** What the look-ups found of one address. */
type Fact = 'free' | 'unknown' | { readonly held: readonly HolderWord[] };

/** How often a key was seen, this attempt included; or a table that throttles, or gives no answer. */
type Count = number | 'flooded' | 'unknown';

/** One line of a vector file. Fields that hold nothing are left out. */
export type Vector = {
  readonly policy: number;
  /** When; left out where no rule begins or ends. */
  readonly at?: string;
  readonly attempt: Partial<Typed>;
  readonly facts: Readonly<Partial<Record<AliasAttribute, Fact>>>;
  readonly claims: Readonly<Partial<Record<AliasAttribute, ClaimOutcome['kind']>>>;
  /** By rule; left out where nothing is counted. */
  readonly counts?: Readonly<Record<string, Count>>;
  readonly decision: Partial<Plain>;
};

const EMPTY_ATTEMPT: Typed = {
  trigger: 'sign-up',
  userName: null,
  client: null,
  email: null,
  phone: null,
  attributes: {},
  metadata: {},
  attested: {},
  validationData: {},
};

/** Writes a case down. Only what the plan asked for is kept of the findings. */
export function vectorOf(policy: number, typed: Typed, found: Findings, decision: Plain): Vector {
  const { facts, claims, limits } = found;
  const counts = decision.limits.map((rule) => [rule, countWord(limits?.get(rule))] as const);
  return {
    policy,
    attempt: withoutEmpty(typed),
    facts: Object.fromEntries(decision.lookUps.map((name) => [name, factWords(facts.get(name), typed.userName)])),
    claims: Object.fromEntries(
      decision.claims.map((claim) => {
        const [name, kind] = claim.split(' ');
        const outcome = claims.get(name === 'email' ? 'email' : 'phone_number')?.kind ?? 'unknown';
        return [name, kind === 'mark' && outcome === 'won' ? 'marked' : outcome];
      }),
    ),
    ...(counts.length === 0 ? {} : { counts: Object.fromEntries(counts) }),
    decision: withoutEmpty(decision),
  };
}

function countWord(outcome: LimitOutcome | undefined): Count {
  if (outcome?.kind === 'counted') return outcome.count;
  return outcome?.kind === 'flooded' ? 'flooded' : 'unknown';
}

function factWords(fact: AliasFact | undefined, self: string | null): Fact {
  if (fact?.kind === 'held') return { held: fact.holders.map((holder) => holderWord(holder, self)) };
  return fact?.kind === 'free' ? 'free' : 'unknown';
}

function holderWord({ userName, verified, status, carries }: Holder, self: string | null): HolderWord {
  if (carries === false) return 'elsewhere';
  if (userName === self) return verified ? 'own' : 'unverified';
  if (verified) return 'verified';
  return status === 'EXTERNAL_PROVIDER' ? 'federated' : 'unverified';
}

/** The attempt of a vector. */
export function attemptIn({ attempt }: Vector): Attempt {
  return readTyped({ ...EMPTY_ATTEMPT, ...attempt });
}

/** The findings of a vector. */
export function findingsIn({ attempt, facts, claims, counts = {} }: Vector): Findings {
  const self = attempt.userName ?? null;
  return {
    facts: new Map(entries(facts).map(([name, fact]) => [name, factOf(fact, self)])),
    claims: new Map(entries(claims).map(([name, claim]) => [name, claimOf(claim)])),
    limits: new Map(Object.entries(counts).map(([rule, count]) => [rule, outcomeOf(count)])),
  };
}

function outcomeOf(count: Count): LimitOutcome {
  if (typeof count === 'number') return { kind: 'counted', count };
  return count === 'flooded' ? { kind: count } : { kind: count, failure: { call: 'limits', cause: 'timeout' } };
}

function factOf(fact: Fact, self: string | null): AliasFact {
  if (fact === 'free') return { kind: 'free', holders: [] };
  if (fact === 'unknown') return { kind: 'unknown', failures: [{ call: 'listUsers', cause: 'timeout' }] };
  const holders = fact.held.map((word, index): Holder => {
    const userName = word === 'own' ? (self ?? '') : `holder-${index}`;
    const verified = word === 'verified' || word === 'own' || word === 'elsewhere';
    const status = word === 'federated' ? 'EXTERNAL_PROVIDER' : 'CONFIRMED';
    return { userName, verified, enabled: true, status, ...(word === 'elsewhere' ? { carries: false } : {}) };
  });
  return { kind: 'held', holders };
}

function claimOf(kind: ClaimOutcome['kind']): ClaimOutcome {
  return kind === 'unknown' ? { kind, failure: { call: 'claims', cause: 'timeout' } } : { kind };
}

/** Leaves out null, false and whatever is empty. */
export function withoutEmpty<T extends object>(value: T): Partial<T> {
  const kept = Object.entries(value).filter(([, field]: [string, unknown]) => {
    if (field === null || field === false) return false;
    return typeof field === 'object' ? Object.keys(field as object).length > 0 : true;
  });
  return Object.fromEntries(kept) as Partial<T>;
}

function entries<V>(of: Readonly<Partial<Record<AliasAttribute, V>>>): readonly (readonly [AliasAttribute, V])[] {
  const names: readonly AliasAttribute[] = ['email', 'phone_number'];
  return names.flatMap((name) => {
    const value = of[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}
