/**
 * Rule by rule, why it matched an attempt or which condition did not. Reads the compiled policy that decides, so that an
 * explanation never tells of another rule than the one in force. Pure; its sentences hold what was typed, so they are for
 * whoever typed it and never for a log.
 */
import type { Attempt, Given } from '../../core/attempt.ts';
import type { MapCondition } from '../../core/conditions/condition.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import { isInForce } from '../../core/in-force.ts';
import { BELOW_ALL, type LimitOutcomes } from '../../core/limits/limit.ts';
import { limitsToCount } from '../../core/limits/requests.ts';
import { type JudgedPart, limitStates, underLimit } from '../../core/limits/standing.ts';
import { writtenTime } from '../../core/moment.ts';
import type { CompiledCondition, CompiledPolicy, CompiledRule, Fallback } from '../../core/policy.ts';
import { applies, beats, evaluateRule, partOf } from '../../core/rules.ts';
import type { Truth } from '../../core/truth.ts';
import { quoted } from '../file/issue.ts';
import { limitSentence } from './explain-limit.ts';

/** One rule of one attempt. `matched`: it applies; `because` then also tells what keeps it from deciding. */
export type RuleExplanation = {
  readonly id: string;
  readonly matched: boolean;
  readonly because: readonly string[];
};

/**
 * Explains every rule, in the policy's own order, as it is at a moment; null: as if none began or ended. `counted`: how often
 * the keys of limits were seen; null: never before.
 */
export function explainRules(
  policy: CompiledPolicy,
  attempt: Attempt,
  now: number | null = null,
  counted: LimitOutcomes | null = null,
): readonly RuleExplanation[] {
  const states = counted === null ? BELOW_ALL : limitStates(limitsToCount(policy, attempt), counted);
  const judged = policy.rules.map((rule) => {
    const part = partOf(evaluateRule(rule, attempt));
    return { written: rule, isAbout: applies(rule, part), ...underLimit({ rule, part }, states, attempt, policy) };
  });
  const matching = judged.filter(({ rule, part }) => applies(rule, part));
  const applying = matching
    .filter(({ rule }) => !rule.observes && (now === null || isInForce(rule, now)))
    .map(({ rule }) => rule);
  return judged.map((one) => {
    const { written, rule, isAbout } = one;
    const { id, limit } = written;
    if (now !== null && !isInForce(rule, now)) return { id, matched: false, because: [outOfForce(rule, now)] };
    const ofLimit = limit === null ? [] : [limitSentence(limit, attempt, counted?.get(id), policy)];
    if (!isAbout) return { id, matched: false, because: unmatchedBecause(rule, attempt) };
    if (!matching.includes(one)) return { id, matched: false, because: ofLimit };
    const because = [...matchedBecause(rule, attempt), ...ofLimit, ...heldBack(one, applying, attempt, policy)];
    return { id, matched: true, because };
  });
}

function outOfForce({ from, until }: CompiledRule, now: number): string {
  const begins = from ?? now;
  return now < begins
    ? `it takes part from ${writtenTime(begins)} on`
    : `it is over: it took part until ${writtenTime(until ?? now)}`;
}

type Told = { readonly truth: Truth; readonly sentence: string };

function tell(conditions: readonly CompiledCondition[] | null, attempt: Attempt): readonly Told[] {
  return (conditions ?? []).map((condition) => {
    const truth = condition.matches(attempt);
    return { truth, sentence: sentenceOf(condition, truth, attempt) };
  });
}

function matchedBecause({ when, unless }: CompiledRule, attempt: Attempt): readonly string[] {
  const met =
    when.length === 0 ? ['it has no `when`, so it is about everybody'] : tell(when, attempt).map((one) => one.sentence);
  const spared = tell(unless, attempt).filter(({ truth }) => truth !== 'yes');
  return [...met, ...spared.map(({ sentence }) => `\`unless\` does not spare: ${sentence}`)];
}

/** The conditions at fault alone: a rule with ten of them is no explanation. */
function unmatchedBecause({ then, when, unless }: CompiledRule, attempt: Attempt): readonly string[] {
  const doubtful = then === 'approve' ? ['no', 'unknown'] : ['no'];
  const failed = tell(when, attempt).filter(({ truth }) => doubtful.includes(truth));
  if (failed.length > 0) return failed.map((one) => inDoubt(one));
  return tell(unless, attempt).map((one) => inDoubt({ ...one, sentence: `\`unless\` takes it out: ${one.sentence}` }));
}

function inDoubt({ truth, sentence }: Told): string {
  return truth === 'unknown' ? `${sentence}, and doubt never approves` : sentence;
}

/** Why a rule that applies does not decide, if it does not. */
function heldBack(
  { rule, part }: JudgedPart,
  applying: readonly CompiledRule[],
  attempt: Attempt,
  { mode, otherwise }: CompiledPolicy,
): readonly string[] {
  if (rule.observes) return ['it only observes: `mode: observe` keeps it out of the decision'];
  if (idleAt(rule, attempt, otherwise)) return [idleBecause(rule, attempt)];
  // Whatever else applies has effect too: where one rule could be outranked, at a sign-up, none is idle
  const stronger = applying.find((other) => beats(other.then, rule.then));
  if (stronger !== undefined)
    return [`outranked: \`${stronger.id}\` says ${stronger.then}, and ${stronger.then} beats ${rule.then}`];
  if (rule.then === 'code' && part === 'unknown') {
    if (rule.limit !== null) return ['a limit only takes approvals away: it saves nobody from `otherwise`'];
    return ['in doubt, so it only takes approvals away: it saves nobody from `otherwise`'];
  }
  if (attempt.trigger === 'external-provider' && rule.then !== 'deny') {
    return ['lets this first federated sign-in pass, untouched, where `otherwise` would deny it'];
  }
  if (rule.then === 'approve' && mode === 'code-only') return ['held back: `mode: code-only` approves nobody'];
  return [];
}

/**
 * Beside sign-ups, all rules reach first federated sign-ins under `otherwise: deny`; else only denials reach other
 * sources, and an administrator only those that name `admin-create`.
 */
function idleAt({ then, namesAdminCreate }: CompiledRule, { trigger }: Attempt, otherwise: Fallback): boolean {
  if (trigger === 'sign-up' || (trigger === 'external-provider' && otherwise === 'deny')) return false;
  return then !== 'deny' || trigger === 'unknown' || (trigger === 'admin-create' && !namesAdminCreate);
}

function idleBecause({ then }: CompiledRule, { trigger }: Attempt): string {
  if (trigger === 'admin-create' && then === 'deny') {
    return 'without effect: only a rule whose `trigger` names `admin-create` refuses an administrator';
  }
  return `without effect: \`${trigger}\` ${then === 'deny' ? 'is never refused' : `never gets ${then}`}`;
}

// Stryker disable next-line ArrayDeclaration: for the compiler; named conditions have names
function sentenceOf({ field, names = [] }: CompiledCondition, truth: Truth, attempt: Attempt): string {
  const condition = conditionOf(field);
  if (condition === undefined) return `\`${field}\` cannot be told: no condition has that name`;
  if (condition.shape === 'map') return namedSentence(condition, names, truth, attempt);
  const { noun } = condition;
  const subject = condition.subject(attempt);
  if (subject.kind === 'absent') return `\`${field}\` does not match: there is no ${noun}`;
  if (subject.kind === 'malformed') return `\`${field}\` cannot be told: the ${noun} is malformed`;
  const shown = quoted(subject.value);
  if (truth === 'yes') return `\`${field}\` matches ${shown}`;
  return truth === 'no' ? `\`${field}\` does not match ${shown}` : `\`${field}\` cannot be told from ${shown}`;
}

/** Named values: those alone that the rule names. One that is missing settles it, whatever the others are. */
function namedSentence(
  { field, noun, named }: MapCondition,
  names: readonly string[],
  truth: Truth,
  attempt: Attempt,
): string {
  const values = names.map((name) => ({ name, value: named(attempt, name) }));
  const of = (kind: Given<string>['kind']) => values.filter(({ value }) => value.kind === kind);
  const [absent] = of('absent');
  if (absent !== undefined) return `\`${field}\` does not match: there is no ${noun} ${quoted(absent.name)}`;
  const [malformed] = truth === 'unknown' ? of('malformed') : [];
  if (malformed !== undefined) return `\`${field}\` cannot be told: the ${noun} ${quoted(malformed.name)} is malformed`;
  const pairs = values.map(({ name, value }) => `${name}=${value.kind === 'given' ? value.value : value.kind}`);
  return `\`${field}\` ${truth === 'yes' ? 'matches' : 'does not match'} ${quoted(pairs.join(', '))}`;
}
