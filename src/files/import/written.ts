/**
 * A value as it stands in a foreign list, before anybody asks what it means.
 */

/** A value and its line, counted from 1. */
export type WrittenValue = { readonly text: string; readonly line: number };

/** What keeps a file from being read at all: a sentence, and where. */
export type Unreadable = { readonly unreadable: string; readonly line: number };

/** Names under which other products keep what a list is about, the surest first: `Blocked Domain` as well as `email`. */
const NAMES: readonly RegExp[] = [
  /^(?:.*_)?(?:domains?|domain_?names?|e-?mails?|mails?|e-?mail_?address(?:es)?|e-?mail_?domains?)$|^(?:address(?:es)?|identifiers?)$/u,
  /^(?:values?|entry|entries|patterns?|items?|hosts?|host_?names?|urls?|websites?|user_?names?|phone(?:_?numbers?)?)$/u,
];

/** A column's name or a key as it is compared. */
function folded(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/gu, '_');
}

/** Which of those names are about the values; none where no name is known. */
export function valueNames(names: readonly string[]): readonly string[] {
  const known = NAMES.map((tier) => names.filter((name) => tier.test(folded(name))));
  return known.find((tier) => tier.length > 0) ?? [];
}

/** Whether a name may be about the values. */
export function isValueName(name: string): boolean {
  return valueNames([name]).length > 0;
}
