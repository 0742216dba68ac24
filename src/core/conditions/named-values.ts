/**
 * What `attribute`, `metadata` and `validationData` share: names that each must carry one of their values, upper and lower case alike.
 */
import type { Attempt, Given } from '../attempt.ts';
import { ABSENT, given } from '../attempt.ts';
import { caseFolded } from '../fold.ts';
import { all } from '../truth.ts';
import { type Matcher, whenGiven } from './condition.ts';

/** A matcher over named values, which `source` finds in an attempt. */
export function matchNamedValues(
  values: Readonly<Record<string, readonly string[]>>,
  source: (attempt: Attempt, name: string) => Given<string> | undefined,
): Matcher {
  const wanted = Object.entries(values).map(([name, allowed]) => ({ name, allowed: new Set(allowed.map(caseFolded)) }));
  return (attempt) =>
    all(
      wanted.map(({ name, allowed }) =>
        whenGiven(source(attempt, name) ?? ABSENT, (value) => allowed.has(caseFolded(value))),
      ),
    );
}

/** Every named value, for an explanation. */
export function shownNames(values: ReadonlyMap<string, Given<string>>): Given<string> {
  const pairs = [...values].map(([name, value]) => `${name}=${value.kind === 'given' ? value.value : value.kind}`);
  return given(pairs.length === 0 ? 'nothing' : pairs.join(', '));
}
