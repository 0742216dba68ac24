/**
 * What `attribute` and `metadata` share: names that each must carry one of their values, compared exactly.
 */
import type { Attempt, Given } from '../attempt.ts';
import { ABSENT, given } from '../attempt.ts';
import { all } from '../truth.ts';
import { type Matcher, whenGiven } from './condition.ts';

/** A matcher over one of the attempt's maps. */
export function matchNamedValues(
  values: Readonly<Record<string, readonly string[]>>,
  source: (attempt: Attempt) => ReadonlyMap<string, Given<string>>,
): Matcher {
  const wanted = Object.entries(values).map(([name, allowed]) => ({ name, allowed: new Set(allowed) }));
  return (attempt) => {
    const held = source(attempt);
    return all(wanted.map(({ name, allowed }) => whenGiven(held.get(name) ?? ABSENT, (value) => allowed.has(value))));
  };
}

/** Every named value, for an explanation. */
export function shownNames(values: ReadonlyMap<string, Given<string>>): Given<string> {
  const pairs = [...values].map(([name, value]) => `${name}=${value.kind === 'given' ? value.value : value.kind}`);
  return given(pairs.length === 0 ? 'nothing' : pairs.join(', '));
}
