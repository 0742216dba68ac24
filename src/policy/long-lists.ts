/**
 * A document as one text, its long lists where bytes count little: below the JSON, sorted from the top level down
 * (`com.example.mail`), each entry without what it shares with the one before. Reading brings them back in that order. Pure.
 */
import { isObject, parseJson, type RawObject } from '../core/json.ts';
import { type ConditionSet, isList, type PolicyDocument } from '../core/policy.ts';
import { canonicalJson } from './canonical-json.ts';

/** Shorter lists stay in the JSON and in their own order: there is nothing to gain. */
const LONG = 100;

/** Stands between the JSON and the lists; JSON writes control characters as escapes, and no entry has one. */
const BETWEEN = '\0';

/** An entry begins with the control character of one more than the characters that it shares with the one before. */
const MOST_SHARED = 30;

/** What an entry may consist of; a list with another stays in the JSON. */
const PLAIN = /^[ -~]+$/u;

/** Equal documents have equal texts; the order of long lists, which means nothing, does not count. */
export function textOf(document: PolicyDocument): string {
  const lists: string[] = [];
  const shorten = (set: ConditionSet | undefined) => (set === undefined ? set : shortened(set, lists));
  const rules = document.rules.map((rule) => ({ ...rule, when: shorten(rule.when), unless: shorten(rule.unless) }));
  return [canonicalJson({ ...document, rules }), ...lists].join(BETWEEN);
}

/** The document of a text, of unknown shape; undefined where lists would take more than `mostCharacters`. */
export function documentIn(text: string, mostCharacters: number): unknown {
  // Stryker disable next-line StringLiteral: for the compiler; whatever is split has a first piece
  const [json = '', ...written] = text.split(BETWEEN);
  const lists: (readonly string[])[] = [];
  let left = mostCharacters;
  for (const list of written) {
    const entries = entriesIn(list, left);
    if (entries === null) return undefined;
    left -= lengthOf(entries);
    lists.push(entries);
  }
  const document = parseJson(json);
  return isObject(document) ? withLists(document, lists) : document;
}

/** A set whose long lists are numbers, which no condition's value is: their places among `lists`, where they go. */
function shortened(set: ConditionSet, lists: string[]): RawObject {
  const fields = Object.keys(set).sort();
  return Object.fromEntries(
    fields.map((field) => {
      const value = set[field];
      if (!isList(value) || value.length < LONG || !value.every((entry) => PLAIN.test(entry))) return [field, value];
      return [field, lists.push(written(value)) - 1];
    }),
  );
}

function written(list: readonly string[]): string {
  let last = '';
  const entry = (key: string) => {
    const shared = sharedBy(last, key);
    last = key;
    return String.fromCharCode(shared + 1) + key.slice(shared);
  };
  return list.map(keyOf).sort().map(entry).join('');
}

function sharedBy(a: string, b: string): number {
  let count = 0;
  while (count < MOST_SHARED && count < a.length && a[count] === b[count]) count += 1;
  return count;
}

function entriesIn(list: string, mostCharacters: number): readonly string[] | null {
  const entries: string[] = [];
  let key = '';
  let left = mostCharacters;
  for (let at = 0, end = 0; at < list.length; at = end) {
    do end += 1;
    while (list.charCodeAt(end) > MOST_SHARED + 1); // beyond the end is no number, which is not above one
    key = key.slice(0, list.charCodeAt(at) - 1) + list.slice(at + 1, end);
    left -= key.length;
    if (left < 0) return null;
    entries.push(entryOf(key));
  }
  return entries;
}

function lengthOf(entries: readonly string[]): number {
  return entries.reduce((sum, { length }) => sum + length, 0);
}

function withLists(document: RawObject, lists: readonly (readonly string[])[]): RawObject {
  const { rules } = document;
  // a number without a list stays one, which no schema takes: a condition that went missing would match everybody
  // Stryker disable next-line ConditionalExpression: for the compiler; nothing but a number is a place among lists
  const listAt = (value: unknown) => (typeof value === 'number' ? (lists[value] ?? value) : value);
  const longer = (set: unknown) => (isObject(set) ? mapped(set, listAt) : set);
  const whole = (rule: unknown) =>
    isObject(rule) ? mapped(rule, (value, key) => (key === 'when' || key === 'unless' ? longer(value) : value)) : rule;
  return { ...document, rules: Array.isArray(rules) ? rules.map(whole) : rules };
}

function mapped(object: RawObject, change: (value: unknown, key: string) => unknown): RawObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}

/** What an entry is sorted by: its domain's labels from the top down, then what stands before an `@`. */
function keyOf(entry: string): string {
  const at = entry.lastIndexOf('@');
  return at === -1 ? reversed(entry) : `${reversed(entry.slice(at + 1))}@${entry.slice(0, at)}`;
}

function entryOf(key: string): string {
  const at = key.indexOf('@');
  return at === -1 ? reversed(key) : `${key.slice(at + 1)}@${reversed(key.slice(0, at))}`;
}

function reversed(domain: string): string {
  return domain.split('.').reverse().join('.');
}
