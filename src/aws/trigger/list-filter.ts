/**
 * The filter of ListUsers: one attribute, exact match, the value quoted (F3.1). Values come from parsers that refuse
 * quotes and backslashes; escaping is the second line of defence. Never builds a filter without a value: an empty one
 * lists everybody.
 */
import type { AliasAttribute } from '../../core/attempt.ts';

/** The API's bound of a filter, in characters (F3.5). */
const MAX_LENGTH = 256;

/** `email = "value"`, or null when it cannot be asked. */
export function listFilter(attribute: AliasAttribute, value: string): string | null {
  if (value === '') return null;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const filter = `${attribute} = "${escaped}"`;
  return filter.length > MAX_LENGTH ? null : filter;
}
