/**
 * Runs random cases through the shipped `plan` and `decide` and through the plain decider, and counts what was seen. One
 * policy serves many attempts, as in a sandbox, so that compiling does not eat the time.
 */
import { decide } from '../../src/core/decide.ts';
import { plan } from '../../src/core/plan.ts';
import type { CompiledPolicy } from '../../src/core/policy.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { RESOURCES, randomAttempt, randomFindings, randomPolicy } from './cases.ts';
import { type Case, decidePlainly, type Plain } from './decider.ts';
import { createRandom } from './random.ts';

/** Cases that one policy serves. */
const CASES_PER_POLICY = 400;

/** How many attempts and findings are drawn from. */
const POOL = 8_192;

/** What a run came to; `difference` is the first case on which the two disagree, in words. */
export type Comparison = { readonly difference: string | null; readonly seen: ReadonlyMap<string, number> };

/** The shipped decision in the words of the plain one. */
export function decideAsShipped({ attempt, findings }: Case, policy: CompiledPolicy): Plain {
  const planned = plan(attempt, policy, 'code');
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
  };
}

/** Compares so many cases. */
export function compare(seed: number, count: number): Comparison {
  const random = createRandom(seed);
  const attempts = Array.from({ length: POOL }, () => randomAttempt(random));
  const findings = Array.from({ length: POOL }, () => randomFindings(random));
  const seen = new Map<string, number>();
  for (let done = 0; done < count; done += CASES_PER_POLICY) {
    const document = randomPolicy(random);
    const policy = compilePolicy(document, RESOURCES);
    for (let index = 0; index < CASES_PER_POLICY; index += 1) {
      const one = { document, attempt: random.pick(attempts), findings: random.pick(findings), resources: RESOURCES };
      const shipped = decideAsShipped(one, policy);
      const plain = decidePlainly(one);
      if (!agree(shipped, plain)) return { difference: describe(one, shipped, plain), seen };
      tally(seen, plain, one);
    }
  }
  return { difference: null, seen };
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
    same(one.claims, other.claims)
  );
}

function same(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/** Trivial: no rule took part, or every one that did has no condition at all. */
function tally(seen: Map<string, number>, { outcome, reason, rules, verified, withheld }: Plain, { document }: Case) {
  count(seen, 'cases');
  count(seen, `outcome ${outcome}`);
  count(seen, `reason ${reason}`);
  if (verified.length > 0) count(seen, `verified ${verified.length}`);
  for (const entry of withheld) count(seen, `withheld ${entry.split(' ')[1]}`);
  if (rules.length === 0) count(seen, 'no rule decides');
  else if (rules.every((id) => isBare(document, id))) count(seen, 'unconditional rules alone decide');
}

function isBare(document: Case['document'], id: string): boolean {
  const rule = document.rules.find((one) => one.id === id);
  return rule?.when === undefined && rule?.unless === undefined;
}

function count(seen: Map<string, number>, name: string): void {
  seen.set(name, (seen.get(name) ?? 0) + 1);
}

function describe(one: Case, shipped: Plain, plain: Plain): string {
  const maps = (_name: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);
  return JSON.stringify({ shipped, plain, ...one }, maps, 2);
}
