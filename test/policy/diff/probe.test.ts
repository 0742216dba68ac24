/**
 * Fragments of attempts put together as one.
 */
import { describe, expect, it, test } from 'vitest';
import type { TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { merged } from '../../../src/policy/diff/probe.ts';
import { probesOf } from './samples.ts';

describe('merged', () => {
  test.each<TypedAttempt>([
    {},
    { email: 'ann@example.com' },
    { phone: '+12065550100' },
    { user: 'ann' },
    { client: 'portal' },
    { trigger: 'admin-create' },
    { provider: 'Google' },
    { attributes: { 'custom:team': 'sales' } },
    { metadata: { campaign: 'spring' } },
    { validationData: { invited: 'yes' } },
  ])('has no field besides those given: %o', (typed) => {
    expect(merged(typed, {})).toStrictEqual(typed);
    expect(merged({}, typed)).toStrictEqual(typed);
  });

  it('has the fields in the order in which people name them', () => {
    const one = {
      user: 'ann',
      validationData: { invited: 'yes' },
      metadata: { campaign: 'spring' },
      client: 'portal',
      phone: '+12065550100',
    };
    const other = { provider: 'Google', trigger: 'external-provider', email: 'ann@example.com' } as const;

    const both = merged(one, { attributes: { 'custom:team': 'sales' }, ...other });

    expect(Object.keys(both)).toEqual([
      'email',
      'phone',
      'user',
      'client',
      'trigger',
      'provider',
      'attributes',
      'metadata',
      'validationData',
    ]);
  });

  it('has the named values of both', () => {
    const one = {
      attributes: { 'custom:team': 'sales' },
      metadata: { campaign: 'spring' },
      validationData: { a: '1' },
    };
    const other = { attributes: { 'custom:site': 'here' }, metadata: { source: 'mail' }, validationData: { b: '2' } };

    expect(merged(one, other)).toStrictEqual({
      attributes: { 'custom:team': 'sales', 'custom:site': 'here' },
      metadata: { campaign: 'spring', source: 'mail' },
      validationData: { a: '1', b: '2' },
    });
  });
});

describe('the probes of what is attested', () => {
  const probes = probesOf('phone', { phoneCountry: ['US'], phoneAttested: ['sms'] }) ?? [];
  const proved = probes.filter(({ typed }) => typed.attested !== undefined);

  it('prove each number that there is, and none where there is none', () => {
    expect(proved.length).toBe(probes.filter(({ typed }) => typed.phone !== undefined).length / 2);
    expect(proved.filter(({ typed }) => typed.phone === undefined)).toEqual([]);
  });

  it('explain the usual number by the attester alone, another by both', () => {
    expect(proved.filter(({ standsFor }) => standsFor === 'phoneAttested sms')).toHaveLength(1);
    expect(proved.find(({ standsFor }) => standsFor.startsWith('phoneCountry US'))).toMatchObject({
      standsFor: 'phoneCountry US and phoneAttested sms',
      meetingOf: ['phoneCountry US', 'phoneAttested sms'],
    });
  });
});
