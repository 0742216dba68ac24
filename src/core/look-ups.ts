/**
 * What Cognito can be asked of an alias at all: the filter of ListUsers (F3.1), the name of AdminGetUser (F3.14), both
 * bounded (F3.5). The trigger asks by it, and a rehearsal knows by it what would not be asked. Values come from parsers
 * that refuse quotes and backslashes; escaping is the second line of defence. Never builds a filter without a value: an
 * empty one lists everybody.
 */
import type { Alias, AliasAttribute } from './attempt.ts';
import type { PolicySettings } from './policy.ts';

/** The API's bound of a filter, in characters. */
const MAX_FILTER = 256;

/** The bound of `Username`, which takes the alias in AdminGetUser. */
const MAX_USERNAME = 128;

/** `email = "value"`, or null when it cannot be asked. */
export function listFilter(attribute: AliasAttribute, value: string): string | null {
  if (value === '') return null;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const filter = `${attribute} = "${escaped}"`;
  return filter.length > MAX_FILTER ? null : filter;
}

/** The values to list by: ListUsers compares case and all, so a value with capitals is asked for twice (F3.3). */
export function listedValuesOf({ raw }: Pick<Alias, 'raw'>): readonly string[] {
  const lower = raw.toLowerCase();
  return lower === raw ? [raw] : [raw, lower];
}

/**
 * Whether some look-up that is switched on cannot be asked of the alias. That is a property of the address and no outage:
 * no other try would fare better.
 */
export function isTooLong(alias: Alias, lookup: PolicySettings['lookup']): boolean {
  const listed = listedValuesOf(alias).every((value) => listFilter(alias.attribute, value) !== null);
  return (lookup !== 'alias' && !listed) || (lookup !== 'list' && !fitsUserName(alias));
}

/** Whether AdminGetUser takes the alias. */
export function fitsUserName({ raw }: Pick<Alias, 'raw'>): boolean {
  return raw.length <= MAX_USERNAME;
}
