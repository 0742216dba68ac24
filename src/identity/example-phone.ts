/**
 * A phone number of each country, for witnesses and for attempts of which only the country is known. For the command line:
 * the examples weigh as much as the numbering plans. The numbers are libphonenumber's own examples where they tell the
 * country, and nobody is ever called.
 */
import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import { countryOfPhone } from './phone-country.ts';

/** A number whose country cannot be told: no plan has the calling code 999 (ITU-T E.164, reserved). */
export const PHONE_OF_NO_COUNTRY = '+99912345678';

/** Where the example is also a number of a larger neighbour under the same calling code; and the number kept for fiction. */
const OWN: Readonly<Record<string, string>> = {
  AX: '+3581812345',
  BL: '+590590271234',
  CC: '+61891621234',
  CX: '+61891641234',
  IM: '+441624123456',
  MF: '+590590000000',
  SJ: '+4779021234',
  US: '+12065550100',
  VA: '+390669812345',
};

/** A number of that ISO 3166 country, or null if none is known. */
export function examplePhone(country: string): string | null {
  const example = isSupportedCountry(country) ? getExampleNumber(country, examples) : undefined;
  const number = OWN[country] ?? example?.number;
  return number !== undefined && countryOfPhone(number) === country ? number : null;
}
