/**
 * Named cases put to a policy: what was expected, what came of it. Pure.
 */
import { policyAt } from '../../core/in-force.ts';
import { readMoment } from '../../core/moment.ts';
import type { CompiledPolicy } from '../../core/policy.ts';
import type { Case } from './cases.ts';
import { rehearse } from './rehearse.ts';
import { attemptOf } from './typed-attempt.ts';

/** What `expect` compares, of the decision as it fell. */
type Actual = {
  readonly outcome: string;
  readonly reason: string;
  readonly rules: readonly string[];
  readonly verified: readonly string[];
  readonly withheld: readonly { readonly attribute: string; readonly because: string }[];
  readonly message: string | null;
};

/** One case as it went. `actual` holds the fields that the case names. */
export type CaseResult = {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: Case['expect'];
  readonly actual: Partial<Actual>;
};

/** When a case is: its own time, else now. */
export function timeOf({ at }: Pick<Case, 'at'>, now: number): number {
  // Stryker disable next-line ConditionalExpression,OptionalChaining: for the compiler; cases with a time that is none are refused
  return at === undefined ? now : (readMoment(at)?.begins ?? now);
}

/** Runs one case: its attempt alone, in a pool of its holders. */
export function runCase(policy: CompiledPolicy, one: Case, now: number): CaseResult {
  const { name, attempt, holders, seen, expect } = one;
  const { decision } = rehearse(policyAt(policy, timeOf(one, now)), attemptOf(attempt), { holders, seen });
  const { outcome, reason, rules, verified, message } = decision;
  const withheld = decision.withheld.map(({ attribute, because }) => ({ attribute, because }));
  const all: Actual = { outcome, reason, rules, verified, withheld, message };
  const named = Object.entries(all).filter(([field]) => Object.hasOwn(expect, field));
  const actual: Partial<Actual> = Object.fromEntries(named);
  return { name, ok: inOneOrder(actual) === inOneOrder(expect), expected: expect, actual };
}

/** Lists of rules, attributes and withheld attributes are sets, and no field of a decision depends on its place. */
function inOneOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneOrder).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, child]) => `${key}:${inOneOrder(child)}`);
  return `{${entries.sort().join()}}`;
}
