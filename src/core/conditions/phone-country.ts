/**
 * `phoneCountry`: the country that the number's own plan names. A number whose country cannot be told is unknown.
 */
import { fail, ok } from '../result.ts';
import { type ListCondition, shown, whenGiven } from './condition.ts';

/** Two capital letters; whether such a country exists is `check`'s warning, not an error. */
const ISO_3166 = /^[A-Z]{2}$/u;

/** The condition `phoneCountry`. */
export const phoneCountry: ListCondition<'phoneCountry'> = {
  field: 'phoneCountry',
  shape: 'list',
  looksAt: 'phone',
  recorded: 'part',
  noun: 'phone number',
  subject: ({ phone }) => shown(phone, ({ raw }) => raw),
  files: false,
  assertedBy: 'client',
  description: "ISO 3166 codes of countries, read from the phone number's own plan.",
  examples: [['US', 'CA']],
  needs: 'phoneCountry',
  read: (text) => {
    if (ISO_3166.test(text)) return ok(text);
    const upper = text.trim().toUpperCase();
    const suggestion = ISO_3166.test(upper) ? upper : null;
    return fail({ message: `\`${text}\` is not a two-letter country code in capitals`, suggestion });
  },
  compile: (values, resources) => {
    const listed = new Set(values);
    return ({ phone }) =>
      whenGiven(phone, ({ raw }) => {
        const country = resources.phoneCountry?.(raw) ?? null;
        return country === null ? 'unknown' : listed.has(country);
      });
  },
};
