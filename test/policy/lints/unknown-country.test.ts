import { getCountries, getExampleNumber } from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { examplePhone } from '../../../src/identity/example-phone.ts';
import { countryOfPhone } from '../../../src/identity/phone-country.ts';
import { unknownCountry } from '../../../src/policy/lints/unknown-country.ts';
import { aDocument } from '../../support/policies.ts';

function findingsOf(...phoneCountry: readonly string[]) {
  return unknownCountry(aDocument({ rules: [{ id: 'one', when: { phoneCountry }, then: 'deny' }] }));
}

describe('the warning `unknown-country`', () => {
  test.each([
    ['ZZ', 'no phone number has the country `ZZ`'],
    ['UK', 'no phone number has the country `UK`; did you mean `GB`?'],
    ['EL', 'no phone number has the country `EL`; did you mean `GR`?'],
    ['EH', '`EH` never matches: its phone numbers are taken for numbers of `MA`'],
  ])('objects to %s at its place', (country, message) => {
    expect(findingsOf('US', country, 'GB')).toEqual([
      { code: 'unknown-country', path: ['rules', 0, 'when', 'phoneCountry', 1], message },
    ]);
  });

  test('objects to just those countries that no number tells', () => {
    const countries = getCountries();

    expect(countries.filter((country) => findingsOf(country).length > 0)).toEqual(
      countries.filter((country) => examplePhone(country) === null),
    );
  });

  test("Western Sahara's numbers are taken for Moroccan ones", () => {
    const number = getExampleNumber('EH', examples)?.number ?? '';

    expect(countryOfPhone(number)).toBe('MA');
    expect(countryOfPhone('+212528812345')).toBe('MA');
  });
});
