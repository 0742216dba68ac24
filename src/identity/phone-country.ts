/**
 * The country of a phone number, by its own numbering plan. Loaded only for a policy that asks: the metadata weighs
 * 118 KB. Says nothing of where its owner is.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * The ISO 3166 code of a number in E.164, or null where the plan does not tell (F6.12) or has no number so long or so
 * short. Ranges are not asked about beyond that: plans open new ones before packages know (docs/decisions/0022).
 */
export function countryOfPhone(e164: string): string | null {
  const parsed = parsePhoneNumberFromString(e164);
  if (parsed === undefined || parsed.number !== e164 || !parsed.isPossible()) return null;
  return parsed.country ?? null;
}
