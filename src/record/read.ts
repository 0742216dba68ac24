/**
 * From values of JSON to decisions, tolerantly: lines of Powertools Logger, bare records, and what CloudWatch wraps around
 * either (exports, subscriptions, query results, `aws logs tail`). Whatever is no decision is nothing; no value ends a run.
 */
import { fieldsOf, isObject, parseJson, type RawObject } from '../core/json.ts';
import { type LoggedDecision, loggedDecision } from './logged.ts';

/** Longer lines are no decisions: a record is about a kilobyte, a subscription's batch at most a megabyte. */
export const LONGEST_LINE = 4 * 1024 * 1024;

/** A wrapper in a wrapper in a wrapper is somebody's nonsense. */
const DEEPEST = 3;

/** Every decision in one line: none, one, or those of a batch. */
export function decisionsIn(line: string): readonly LoggedDecision[] {
  if (line.length > LONGEST_LINE || !line.includes('outcome')) return [];
  const start = line.indexOf('{');
  if (start === -1) return [];
  return decisionsOf(parseJson(start === 0 ? line : line.slice(start)), timeBefore(line.slice(0, start)));
}

/** Every decision in a value; `at` is its time as far as what is around it tells. */
export function decisionsOf(value: unknown, at: number | null): readonly LoggedDecision[] {
  return fromJson(value, at, 0);
}

function fromJson(json: unknown, at: number | null, depth: number): readonly LoggedDecision[] {
  if (typeof json === 'string') return depth > DEEPEST ? [] : fromText(json, at, depth);
  const fields = Array.isArray(json) ? fieldsOfPairs(json) : fieldsOf(json);
  const time = timeOf(fields) ?? at;
  const logged = loggedDecision(fields['decision'] ?? unflattened(fields), time) ?? loggedDecision(fields, time);
  if (logged !== null) return [logged];
  if (depth >= DEEPEST) return [];
  const batch = fields['logEvents'] ?? fields['events'];
  if (Array.isArray(batch)) return batch.flatMap((event: unknown) => fromJson(event, time, depth + 1));
  const inner = fields['message'] ?? fields['@message'];
  return inner === undefined ? [] : fromJson(inner, time, depth + 1);
}

function fromText(text: string, at: number | null, depth: number): readonly LoggedDecision[] {
  const start = text.indexOf('{');
  if (start === -1) return [];
  return fromJson(parseJson(text.slice(start)), timeBefore(text.slice(0, start)) ?? at, depth + 1);
}

/** A row of `get-query-results`: a list of names and values. */
function fieldsOfPairs(row: readonly unknown[]): RawObject {
  const pairs = row.flatMap((pair) => {
    const { field, value } = fieldsOf(pair);
    return typeof field === 'string' ? [[field, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

const OWN = 'decision.';

/** A record whose fields are columns, as Insights shows those that a query names: `decision.policy.digest` and so on. */
function unflattened(fields: RawObject): RawObject | undefined {
  if (fields[`${OWN}schema`] === undefined) return undefined;
  const record: Tree = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith(OWN) && value !== '') put(record, name.slice(OWN.length).split('.'), value);
  }
  return fieldsOf(listed(record));
}

type Tree = { [name: string]: unknown };

function put(tree: Tree, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (name === '__proto__') return;
  if (rest.length === 0) tree[name] = typeof value === 'string' ? (literal(value) ?? value) : value;
  else if (rest.length < 9) {
    const inner = Object.hasOwn(tree, name) && isObject(tree[name]) ? (tree[name] as Tree) : {};
    tree[name] = inner;
    put(inner, rest, value);
  }
}

/** Numbers and flags come as texts. */
function literal(text: string): unknown {
  return /^(?:true|false|-?\d{1,15}(?:\.\d{1,15})?)$/u.test(text) ? parseJson(text) : undefined;
}

/** Lists come as fields named by numbers. */
function listed(value: unknown): unknown {
  if (!isObject(value)) return value;
  const inner = Object.entries(value).map(([name, one]) => [name, listed(one)] as const);
  const isList = inner.length > 0 && inner.every(([name]) => /^\d{1,4}$/u.test(name));
  return isList ? inner.map(([, one]) => one) : Object.fromEntries(inner);
}

/** Powertools writes an ISO time, CloudWatch milliseconds, Insights a time without its zone. */
function timeOf(fields: RawObject): number | null {
  const value = fields['timestamp'] ?? fields['@timestamp'];
  if (typeof value === 'number') return plausible(value);
  return typeof value === 'string' ? parseTime(value) : null;
}

/** Anything else is no time of a decision: it would break a calendar, or stretch an axis over millennia. */
const EARLIEST = Date.UTC(2000);
const LATEST = Date.UTC(2100);

/** Whole milliseconds of a time that a log can have. */
function plausible(time: number): number | null {
  return time >= EARLIEST && time < LATEST ? Math.trunc(time) : null;
}

/** The time that `aws logs tail`, `sam logs` and exports put before a line. */
export function timeBefore(before: string): number | null {
  if (before.length < 10 || before.length > 400) return null;
  const found = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/u.exec(before);
  return found === null ? null : parseTime(found[0]);
}

function parseTime(text: string): number | null {
  if (/^\d{12,13}$/u.test(text)) return plausible(Number(text));
  const isZoned = text.endsWith('Z') || /[+-]\d\d:?\d\d$/u.test(text);
  const zoned = isZoned ? text : `${text.replace(' ', 'T')}Z`;
  return plausible(Date.parse(zoned));
}
