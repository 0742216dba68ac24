/**
 * Runs random cases through the shipped `plan` and `decide` and through the plain decider, and counts what was seen. One
 * policy serves many attempts, as in a sandbox, so that compiling does not eat the time.
 */
import { decide } from '../../src/core/decide.ts';
import { policyAt } from '../../src/core/in-force.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy, PolicyDocument } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { RESOURCES, randomAttempt, randomCounts, randomFindings, randomPolicy, TIMES, withLimits } from './cases.ts';
import { type Case, decidePlainly, type Plain } from './decider.ts';
import { createRandom, type Random } from './random.ts';

/** Cases that one policy serves, unless said otherwise. */
const CASES_PER_POLICY = 400;

/** How many attempts and findings are drawn from (few, so that they stay in the processor's cache), and for how many policies. */
const POOL = 400;
const POLICIES_PER_POOL = 50;

/** What was seen. Trivial: decided by rules without any condition alone. */
export type Seen = {
  cases: number;
  trivial: number;
  readonly outcomes: Map<string, number>;
  readonly reasons: Map<string, number>;
  /** By how many attributes were verified. */
  readonly verified: Map<number, number>;
  readonly withheld: Map<string, number>;
};

/** What a run came to; `difference` is the first case on which the two disagree, in words. */
export type Comparison = { readonly difference: string | null; readonly seen: Seen };

/** Nothing seen yet. */
function nothingSeen(): Seen {
  return {
    cases: 0,
    trivial: 0,
    outcomes: new Map(),
    reasons: new Map(),
    verified: new Map(),
    withheld: new Map(),
  };
}

/** The shipped decision in the words of the plain one. */
export function decideAsShipped({ attempt, at, findings }: Case, compiled: CompiledPolicy): Plain {
  const policy = policyAt(compiled, Date.parse(at));
  const planned = plan(attempt, policy);
  const { outcome, reason, rules, verified, withheld, message, applied } = decide(attempt, policy, planned, findings);
  return {
    outcome,
    reason,
    rules,
    verified,
    withheld: withheld.map(({ attribute, because }) => `${attribute} ${because}`),
    message,
    applied,
    lookUps: planned.lookUps.map(({ attribute }) => attribute),
    claims: planned.claims.map(({ alias, kind }) => `${alias.attribute} ${kind}`),
    limits: planned.limits.map(({ rule }) => rule).toSorted(),
  };
}

/** Compares so many cases. */
export function compare(seed: number, count: number, casesPerPolicy = CASES_PER_POLICY): Comparison {
  const random = createRandom(seed);
  const seen = nothingSeen();
  let pool: ReturnType<typeof poolOf> = { attempts: [], findings: [] };
  for (let policies = 0; seen.cases < count; policies += 1) {
    if (policies % POLICIES_PER_POOL === 0) pool = poolOf(random);
    const drawn = randomPolicy(random);
    const document = random.chance(30) ? withLimits(random, drawn) : drawn;
    const policy = compilePolicy(document, RESOURCES);
    const bare = bareRules(document);
    for (let index = 0; index < casesPerPolicy; index += 1) {
      const attempt = random.pick(pool.attempts);
      const [at, findings] = [random.pick(TIMES), random.pick(pool.findings)];
      const one = { document, attempt, at, findings, resources: RESOURCES };
      const shipped = decideAsShipped(one, policy);
      const plain = decidePlainly(one);
      if (!agree(shipped, plain)) return { difference: describe(one, shipped, plain), seen };
      tally(seen, plain, bare);
    }
  }
  return { difference: null, seen };
}

function poolOf(random: Random) {
  return {
    attempts: Array.from({ length: POOL }, () => randomAttempt(random)),
    findings: Array.from({ length: POOL }, () => ({ ...randomFindings(random), limits: randomCounts(random) })),
  };
}

function agree(one: Plain, other: Plain): boolean {
  return (
    one.outcome === other.outcome &&
    one.reason === other.reason &&
    one.message === other.message &&
    one.applied === other.applied &&
    same(one.rules, other.rules) &&
    same(one.verified, other.verified) &&
    same(one.withheld, other.withheld) &&
    same(one.lookUps, other.lookUps) &&
    same(one.claims, other.claims) &&
    same(one.limits, other.limits)
  );
}

function same(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

function tally(seen: Seen, { outcome, reason, rules, verified, withheld }: Plain, bare: ReadonlySet<string>): void {
  seen.cases += 1;
  count(seen.outcomes, outcome);
  count(seen.reasons, reason);
  count(seen.verified, verified.length);
  for (const entry of withheld) count(seen.withheld, entry);
  if (rules.length > 0 && rules.every((id) => bare.has(id))) seen.trivial += 1;
}

function bareRules({ rules }: PolicyDocument): ReadonlySet<string> {
  return new Set(rules.filter(({ when, unless }) => when === undefined && unless === undefined).map(({ id }) => id));
}

function count<K>(counts: Map<K, number>, name: K): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function describe(one: Case, shipped: Plain, plain: Plain): string {
  const maps = (_name: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);
  return JSON.stringify({ shipped, plain, ...one }, maps, 2);
}
