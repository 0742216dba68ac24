/**
 * What `attribute`, `metadata` and `validationData` share: names that each must carry one of their values, upper and lower case alike.
 */
import type { Attempt, Given } from '../attempt.ts';
import { ABSENT } from '../attempt.ts';
import { caseFolded } from '../fold.ts';
import { all } from '../truth.ts';
import { type Matcher, whenGiven } from './condition.ts';

/** A matcher over named values, which `source` finds in an attempt. */
export function matchNamedValues(
  values: Readonly<Record<string, readonly string[]>>,
  source: (attempt: Attempt, name: string) => Given<string>,
): Matcher {
  const wanted = Object.entries(values).map(([name, allowed]) => ({ name, allowed: new Set(allowed.map(caseFolded)) }));
  return (attempt) =>
    all(wanted.map(({ name, allowed }) => whenGiven(source(attempt, name), (value) => allowed.has(caseFolded(value)))));
}

/** A value by its name; one that is not there is absent. */
export function givenAt(values: ReadonlyMap<string, Given<string>>, name: string): Given<string> {
  return values.get(name) ?? ABSENT;
}
