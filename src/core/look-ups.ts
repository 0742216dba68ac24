/**
 * What Cognito can be asked of an alias at all: the filter of ListUsers (F3.1), the name of AdminGetUser (F3.14), both
 * bounded (F3.5). The trigger asks by it, and a rehearsal knows by it what would not be asked. Values come from parsers
 * that refuse quotes and backslashes; escaping is the second line of defence. Never builds a filter without a value: an
 * empty one lists everybody.
 */
import type { Alias, AliasAttribute } from './attempt.ts';
import { type Counting, countsAs, type Holder, isOwner } from './facts.ts';
import type { CollisionSettings, PolicySettings } from './policy.ts';

/** The API's bound of a filter, in characters. */
const MAX_FILTER = 256;

/** The bound of `Username`, which takes the alias in AdminGetUser. */
const MAX_USERNAME = 128;

/**
 * Whether a holder settles what was asked, so that nobody further need be listed: thousands of squatters on one address
 * cost no more than one. Where an owner may refuse an approval, only an owner settles it.
 */
export function settles(
  holder: Holder,
  counting: Counting,
  { then, code }: Pick<CollisionSettings, 'then' | 'code'>,
  self: string | null,
): boolean {
  const ownersRefuse = then === 'deny' || code === 'deny';
  return countsAs(counting, holder, self) && (!ownersRefuse || isOwner(holder, self));
}

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
  // Stryker disable next-line ConditionalExpression,StringLiteral: what no filter takes is no user name either
  const unlisted = lookup !== 'alias' && !listed;
  return unlisted || (lookup !== 'list' && !fitsUserName(alias));
}

/** Whether AdminGetUser takes the alias. */
export function fitsUserName({ raw }: Pick<Alias, 'raw'>): boolean {
  return raw.length <= MAX_USERNAME;
}
