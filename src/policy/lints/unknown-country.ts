/**
 * A country code that no phone number is ever told to have: one that no numbering plan knows (`UK` for `GB`, most often),
 * and one whose numbers are taken for a neighbour's.
 */
import { isSupportedCountry } from 'libphonenumber-js/min';
import { type Lint, listedValues } from './lint-rule.ts';

/** Codes that are in use but not in ISO 3166. */
const MEANT: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** Where the plans that `phoneCountry` reads do not tell a country from its neighbour under the same calling code. */
const TAKEN_FOR: Readonly<Record<string, string>> = { EH: 'MA' };

/** The warning `unknown-country`. */
export const unknownCountry: Lint = (document) =>
  listedValues(document, 'phoneCountry').flatMap(({ value, path }) => {
    const message = objectionTo(value);
    return message === null ? [] : [{ code: 'unknown-country', path, message }];
  });

function objectionTo(country: string): string | null {
  const neighbour = TAKEN_FOR[country];
  if (neighbour !== undefined)
    return `\`${country}\` never matches: its phone numbers are taken for numbers of \`${neighbour}\``;
  if (isSupportedCountry(country)) return null;
  const meant = MEANT[country];
  const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
  return `no phone number has the country \`${country}\`${hint}`;
}
