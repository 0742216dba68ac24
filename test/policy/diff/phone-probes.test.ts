import { describe, expect, it } from 'vitest';
import { examplePhone } from '../../../src/identity/example-phone.ts';
import { countryOfPhone } from '../../../src/identity/phone-country.ts';
import { diffPolicies } from '../../../src/policy/diff/diff.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { anApproval } from '../../support/policies.ts';
import { probesOf, SAMPLES, withRules } from './samples.ts';

/** Most countries of examples. */
const LISTED = ['US', 'GB', 'DE', 'FR', 'JP', 'BR', 'IN', 'AU', 'ZA', 'MX', 'EG', 'NO', 'CL', 'KE', 'TH'];

const NOTHING = { typed: {}, standsFor: 'nothing' };

describe('the dimension of the phone', () => {
  const MALFORMED = { typed: { phone: 'not-a-number' }, standsFor: 'a malformed phone number' };
  const OF_NO_COUNTRY = {
    typed: { phone: '+99912345678' },
    standsFor: 'a phone number of no country',
    meetingOf: ['a phone number'],
  };

  it('has a number of each listed country, and one of another', () => {
    expect(probesOf('phone', { phoneCountry: ['US', 'DE'] })).toEqual([
      NOTHING,
      { typed: { phone: '+442071838750' }, standsFor: 'a phone number' },
      { typed: { phone: '+12065550100' }, standsFor: 'phoneCountry US' },
      { typed: { phone: '+4915112345678' }, standsFor: 'phoneCountry DE' },
      MALFORMED,
      OF_NO_COUNTRY,
    ]);
  });

  it('has a number of the United States where no rule asks', () => {
    expect(probesOf('phone', undefined)).toEqual([
      NOTHING,
      { typed: { phone: '+12065550100' }, standsFor: 'a phone number' },
      MALFORMED,
      OF_NO_COUNTRY,
    ]);
  });

  it('has a British number where a rule lists the United States', () => {
    expect(probesOf('phone', { phoneCountry: ['US'] })?.[1]).toEqual({
      typed: { phone: '+442071838750' },
      standsFor: 'a phone number',
    });
  });

  it('takes no listed number for a country', () => {
    const samples = { ...SAMPLES, phoneOf: () => '+12065550100' };

    expect(probesOf('phone', { attribute: { phone_number: ['+12065550101'] } }, samples)).toEqual([
      NOTHING,
      { typed: { phone: '+12065550100' }, standsFor: 'a phone number' },
      MALFORMED,
      OF_NO_COUNTRY,
      { typed: { phone: '+12065550101' }, standsFor: 'attribute phone_number=+12065550101' },
    ]);
  });

  it('has none of a country that no number tells', () => {
    expect(probesOf('phone', { phoneCountry: ['US', 'GB', 'DE', 'FR', 'EH'] })).toEqual([
      NOTHING,
      { typed: { phone: '+12065550100' }, standsFor: 'phoneCountry US' },
      { typed: { phone: '+442071838750' }, standsFor: 'phoneCountry GB' },
      { typed: { phone: '+4915112345678' }, standsFor: 'phoneCountry DE' },
      { typed: { phone: '+33612345678' }, standsFor: 'phoneCountry FR' },
      MALFORMED,
      OF_NO_COUNTRY,
    ]);
  });

  it('has each number that an attribute lists', () => {
    const attribute = { phone_number: ['+12065550101', '+12065550102'] };

    expect(probesOf('phone', { phoneCountry: ['US', 'GB', 'DE', 'FR'], attribute })?.slice(5)).toEqual([
      MALFORMED,
      OF_NO_COUNTRY,
      { typed: { phone: '+12065550101' }, standsFor: 'attribute phone_number=+12065550101' },
      { typed: { phone: '+12065550102' }, standsFor: 'attribute phone_number=+12065550102' },
    ]);
  });

  it('tells of a country that a long list leaves out', () => {
    const staff = anApproval({ id: 'staff', verify: ['email'] });
    const phones = anApproval({ id: 'phones', unless: { phoneCountry: LISTED }, verify: ['phone_number'] });
    const resources = { ...RESOURCES, phoneCountry: countryOfPhone };
    const samples = { ...SAMPLES, phoneOf: examplePhone };

    const { changes } = diffPolicies({
      before: withRules(staff),
      after: withRules(staff, phones),
      resources,
      samples,
    });

    expect(changes.find(({ standsFor }) => standsFor === 'a phone number')).toEqual({
      standsFor: 'a phone number',
      witness: { email: 'someone@elsewhere.example', phone: examplePhone('AC') },
      before: { outcome: 'approve', verify: ['email'], message: null },
      after: { outcome: 'approve', verify: ['email', 'phone_number'], message: null },
    });
  });
});
