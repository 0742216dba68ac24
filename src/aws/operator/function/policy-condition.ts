/**
 * IAM's conditions as far as they bound which pool may call a function. Pure, and three-valued: an operator or a key that
 * is not understood leaves the answer open.
 */
import { isObject, textsOf } from '../../../core/json.ts';
import { all, type Truth, truth } from '../../../core/truth.ts';
import { accountOf } from './function-arn.ts';

/** The operators that are understood. An ARN is compared field by field, and `ArnEquals` takes patterns as `ArnLike` does. */
const OPERATORS: ReadonlyMap<string, (wanted: string, given: string) => boolean> = new Map([
  ['stringequals', (wanted, given) => wanted === given],
  ['stringequalsignorecase', (wanted, given) => wanted.toLowerCase() === given.toLowerCase()],
  ['stringlike', matchesPattern],
  ['arnlike', matchesArn],
  ['arnequals', matchesArn],
]);

/** Whether a condition holds when Cognito calls for the pool: it names pool and account (F4.10). */
export function conditionTruth(condition: unknown, poolArn: string): Truth {
  if (condition === undefined) return 'yes';
  if (!isObject(condition)) return 'unknown';
  return all(
    Object.entries(condition).flatMap(([operator, keys]): readonly Truth[] => {
      if (!isObject(keys)) return ['unknown'];
      return Object.entries(keys).map(([key, value]) => keyTruth(operator, key, value, poolArn));
    }),
  );
}

function keyTruth(operator: string, key: string, value: unknown, poolArn: string): Truth {
  const given = { 'aws:sourcearn': poolArn, 'aws:sourceaccount': accountOf(poolArn) }[key.toLowerCase()];
  // with `IfExists` too, since both keys are there
  const compare = OPERATORS.get(operator.toLowerCase().replace(/ifexists$/u, ''));
  if (given === undefined || given === null || compare === undefined || !isPlain(value)) return 'unknown';
  return truth(wordsIn(value).some((wanted) => compare(wanted, given)));
}

/** Words and nothing else; a policy variable stands for what is not known here. */
function isPlain(value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((one) => typeof one === 'string' && !one.includes('${'));
}

/** Whether a condition names the pool itself among its source ARNs, and no pattern beside it. */
export function namesExactly(condition: unknown, poolArn: string): boolean {
  const keys = Object.values(isObject(condition) ? condition : {}).flatMap((inner) =>
    Object.entries(isObject(inner) ? inner : {}),
  );
  const sources = keys.filter(([key]) => key.toLowerCase() === 'aws:sourcearn').flatMap(([, value]) => wordsIn(value));
  return sources.includes(poolArn) && !sources.some((source) => /[*?]/u.test(source));
}

/** IAM's own patterns: `*` any run, `?` one character. */
export function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/gu, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su').test(text);
}

function matchesArn(pattern: string, arn: string): boolean {
  const [wanted, given] = [fieldsOfArn(pattern), fieldsOfArn(arn)];
  return wanted.length === given.length && wanted.every((field, index) => matchesPattern(field, given[index] ?? ''));
}

/** Six fields; the last one holds whatever colons are left. */
function fieldsOfArn(arn: string): readonly string[] {
  const fields = arn.split(':');
  return [...fields.slice(0, 5), fields.slice(5).join(':')];
}

/** A word or a list of words. */
export function wordsIn(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : textsOf(value);
}
