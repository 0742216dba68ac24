/**
 * A value as it stands in a foreign list, before anybody asks what it means.
 */

/** A value and its line, counted from 1. */
export type WrittenValue = { readonly text: string; readonly line: number };

/** What keeps a file from being read at all: a sentence, and where. */
export type Unreadable = { readonly unreadable: string; readonly line: number };

/** Names under which other products keep what a list is about, the surest first. */
const NAMES: readonly (readonly string[])[] = [
  [
    ...['domain', 'domains', 'domain_name', 'domainname', 'email_domain', 'emaildomain'],
    ...['email', 'emails', 'email_address', 'emailaddress', 'e-mail', 'mail', 'address', 'addresses', 'identifier'],
  ],
  [
    'value',
    'values',
    'entry',
    'pattern',
    'item',
    'host',
    'hostname',
    'url',
    'website',
    'username',
    'phone_number',
    'phone',
  ],
];

/** A column's name or a key as it is compared. */
function folded(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/gu, '_');
}

/** Which of those names are about the values; none where no name is known. */
export function valueNames(names: readonly string[]): readonly string[] {
  const known = NAMES.map((tier) => names.filter((name) => tier.includes(folded(name))));
  return known.find((tier) => tier.length > 0) ?? [];
}

/** Whether a name may be about the values. */
export function isValueName(name: string): boolean {
  return valueNames([name]).length > 0;
}
