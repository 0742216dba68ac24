import { expect, test } from 'vitest';
import { countryOfPhone } from '../../src/identity/phone-country.ts';

test.each([
  ['+12065550100', 'US'],
  ['+14165550123', 'CA'],
  ['+18765550123', 'JM'],
  ['+442079460123', 'GB'],
  ['+447400123456', 'GB'],
  ['+441481960194', 'GG'],
  ['+390612345678', 'IT'],
  ['+77012345678', 'KZ'],
  ['+79161234567', 'RU'],
  ['+4930901820', 'DE'],
  ['+49151123456789012', 'DE'],
])('the country of %s is read as %s', (number, country) => {
  expect(countryOfPhone(number)).toBe(country);
});

test.each([
  '+999123456789',
  '+80012345678',
  '+1',
  '+',
  '',
  '12065550100',
  '+1 206 555 0100',
  '+1206555010x',
  '+4912',
  '+3361234567',
  '+336123456789',
])('no country is told of %j', (number) => {
  expect(countryOfPhone(number)).toBeNull();
});
