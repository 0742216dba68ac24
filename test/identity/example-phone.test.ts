import { getCountries } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { examplePhone, PHONE_OF_NO_COUNTRY } from '../../src/identity/example-phone.ts';
import { parsePhone } from '../../src/identity/phone.ts';
import { countryOfPhone } from '../../src/identity/phone-country.ts';

test('every country but one has a number that tells it', () => {
  const silent = getCountries().filter((country) => parsePhone(examplePhone(country) ?? '') === null);

  // Western Sahara's numbers are told from Morocco's by the full plans only
  expect(silent).toEqual(['EH']);
});

test('one number tells no country', () => {
  expect(parsePhone(PHONE_OF_NO_COUNTRY)).not.toBeNull();
  expect(countryOfPhone(PHONE_OF_NO_COUNTRY)).toBeNull();
  expect(examplePhone('XX')).toBeNull();
});
