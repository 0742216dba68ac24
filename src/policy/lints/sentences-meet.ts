/**
 * Denials that can refuse the same sign-up in different words: the first by id speaks. A note, since it is a rule of the
 * language and no mistake.
 */
import { type ConditionSet, isList, type PolicyDocument, type RuleDocument } from '../../core/policy.ts';
import { byId } from '../../core/rules.ts';
import { domainOf, domainTest, type Lint, listOf } from './lint-rule.ts';
import { holdsWherever, takesPart, triggersOf } from './rule-scope.ts';

/** More denials than this are not compared one by one with all others. */
const MOST_COMPARED = 300;

/** The note `sentences-meet`. */
export const sentencesMeet: Lint = (document) => {
  const denials = document.rules
    .map((rule, index) => ({ rule, index, said: sentenceOf(rule, document) }))
    .filter(({ rule }) => rule.then === 'deny' && takesPart(rule))
    .sort((one, other) => byId(one.rule, other.rule))
    .slice(0, MOST_COMPARED);
  return denials.flatMap(({ rule, index, said }, position) => {
    const before = denials.slice(0, position).find((other) => other.said !== said && canMeet(other.rule, rule));
    if (before === undefined) return [];
    const message = `\`${rule.id}\` and \`${before.rule.id}\` can refuse the same sign-up; then \`${before.rule.id}\` speaks, the first by id`;
    const path = ['rules', index, rule.message === undefined ? 'then' : 'message'];
    return [{ code: 'sentences-meet', path, message, severity: 'note' as const }];
  });
};

function sentenceOf({ message }: RuleDocument, { denyMessage }: PolicyDocument): string {
  return message ?? denyMessage;
}

/** Whether one attempt, all of it well-formed, can meet both. */
function canMeet(one: RuleDocument, other: RuleDocument): boolean {
  const triggers = triggersOf(other);
  if (![...triggersOf(one)].some((trigger) => triggers.has(trigger))) return false;
  if (spares(one, other) || spares(other, one)) return false;
  const [first, second] = [one.when ?? {}, other.when ?? {}];
  return addressesMeet(first, second) && addressesMeet(second, first) && listsMeet(first, second);
}

/** Whether the exception of one takes out whatever the other is about. */
function spares({ unless }: RuleDocument, { when = {} }: RuleDocument): boolean {
  return unless !== undefined && holdsWherever(unless, when);
}

function listsMeet(one: ConditionSet, other: ConditionSet): boolean {
  return Object.entries(one).every(([field, value]) => {
    const values = other[field];
    if (field === 'given' || !isList(value) || !isList(values)) return true;
    if (field === 'emailDomain') return domainsMeet(value, values);
    const listed = new Set(value);
    return values.some((entry) => listed.has(entry));
  });
}

/** `*.example.com` meets what lies below it, and a wildcard above it. */
function domainsMeet(one: readonly string[], other: readonly string[]): boolean {
  return other.some(domainTest(one)) || one.some(domainTest(other));
}

function addressesMeet(one: ConditionSet, other: ConditionSet): boolean {
  const addresses = listOf(one, 'emailAddress');
  const domains = listOf(other, 'emailDomain');
  return addresses === null || domains === null || addresses.map(domainOf).some(domainTest(domains));
}
