/**
 * A country code that no numbering plan has: `UK` for `GB`, most often.
 */
import { isSupportedCountry } from 'libphonenumber-js/min';
import { type Lint, listedValues } from './lint-rule.ts';

/** Codes that are in use but not in ISO 3166. */
const MEANT: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** The warning `unknown-country`. */
export const unknownCountry: Lint = (document) =>
  listedValues(document, 'phoneCountry')
    .filter(({ value }) => !isSupportedCountry(value))
    .map(({ value, path }) => {
      const meant = MEANT[value];
      const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
      return { code: 'unknown-country', path, message: `no phone number has the country \`${value}\`${hint}` };
    });
