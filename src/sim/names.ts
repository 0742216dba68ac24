/**
 * Case. In a case-insensitive pool user names and email addresses are flattened to lower case, in trigger events too; in a
 * case-sensitive one `Bob@…` and `bob@…` are two aliases although one mailbox (F1.10). Must not fold anything else.
 */
import type { PoolSettings } from './pool.ts';

/** A user name or address as the pool keeps and compares it. */
export function keep(settings: PoolSettings, text: string): string {
  return settings.caseSensitive ? text : text.toLowerCase();
}

/** Attributes as the pool keeps them: only `email` is subject to the case rule. */
export function keepAttributes(
  settings: PoolSettings,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...attributes].map(([name, value]) => [name, name === 'email' ? keep(settings, value) : value]));
}
