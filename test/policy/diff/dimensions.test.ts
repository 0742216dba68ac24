import { describe, expect, it } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { allAtoms, atomicRules } from '../../../src/policy/diff/atoms.ts';
import { dimensionsOf } from '../../../src/policy/diff/dimensions.ts';
import { RESOURCES } from '../../reference/cases.ts';
import { atomsOf, probesOf, SAMPLES, withRules } from './samples.ts';

const NOTHING = { typed: {}, standsFor: 'nothing' };

function dimensionsFor(when: RuleDocument['when']) {
  return dimensionsOf(atomsOf(when), SAMPLES);
}

describe('dimensionsOf', () => {
  it('has contacts, client and source whatever the rules look at', () => {
    expect(dimensionsFor(undefined).map(({ name }) => name)).toEqual(['email', 'phone', 'client', 'source']);
  });

  it('has a dimension for each name that is no contact', () => {
    const when = {
      client: ['a'],
      attribute: { email: ['a@example.com'], phone_number: ['+12065550100'], 'custom:team': ['sales'] },
      metadata: { source: ['web'], email: ['x'] },
    };

    expect(dimensionsFor(when).map(({ name }) => name)).toEqual([
      'email',
      'phone',
      'client',
      'source',
      'attribute custom:team',
      'metadata source',
      'metadata email',
    ]);
  });

  it('knows the throwaway domains of the samples', () => {
    expect(probesOf('email', { disposableEmail: true })).toContainEqual({
      typed: { email: 'someone@throwaway.example.net' },
      standsFor: 'disposableEmail',
    });
  });

  it('has a client that no rule names where sign-ups are counted by client', () => {
    const counted = allAtoms(
      atomicRules(
        withRules({ id: 'flood', then: 'deny', limit: { by: 'client', count: 3, per: '1h' } }),
        withRules(),
        RESOURCES,
        { flood: 3 },
      ),
    );
    const client = dimensionsOf(counted, SAMPLES).find(({ name }) => name === 'client');

    expect(client?.probes).toEqual([NOTHING, { typed: { client: 'another-client' }, standsFor: 'an app client' }]);
  });

  it('has each listed client, and none', () => {
    const when = { client: ['a', 'b', 'a'], provider: ['Corp'], metadata: { source: ['web'] } };

    expect(probesOf('client', when)).toEqual([
      NOTHING,
      { typed: { client: 'a' }, standsFor: 'client a' },
      { typed: { client: 'b' }, standsFor: 'client b' },
    ]);
  });

  it.each([
    ['attribute', 'attributes'],
    ['metadata', 'metadata'],
    ['validationData', 'validationData'],
  ])('has each listed value of %s', (field, typed) => {
    expect(probesOf(`${field} custom:team`, { [field]: { 'custom:team': ['sales', 'support'] } })).toEqual([
      NOTHING,
      { typed: { [typed]: { 'custom:team': 'sales' } }, standsFor: `${field} custom:team=sales` },
      { typed: { [typed]: { 'custom:team': 'support' } }, standsFor: `${field} custom:team=support` },
    ]);
  });
});

describe('the dimension of the source', () => {
  const ADMINISTRATOR = { typed: { trigger: 'admin-create' }, standsFor: 'trigger admin-create' };

  function federated(provider: string, standsFor = `provider ${provider}`) {
    return { typed: { trigger: 'external-provider', provider }, standsFor };
  }

  it('has each listed provider, another and none', () => {
    expect(probesOf('source', { provider: ['Corp', 'Login'] })).toEqual([
      NOTHING,
      federated('Google', 'trigger external-provider'),
      federated('Corp'),
      federated('Login'),
      {
        typed: { trigger: 'external-provider' },
        standsFor: 'an unknown provider',
        meetingOf: ['trigger external-provider', 'provider Corp', 'provider Login'],
      },
      ADMINISTRATOR,
    ]);
  });

  it.each([
    [['GOOGLE'], 'Other'],
    [['google', 'Corp'], 'Other'],
    [['Google', 'oTHER'], 'NotOther'],
    [['Google', 'Other', 'NotOther'], 'NotNotOther'],
    [['Goo', 'Google_Corp', 'oogle'], 'Google'],
  ])('has one that %j does not name: %s', (provider, other) => {
    expect(probesOf('source', { provider })?.[1]).toEqual(federated(other, 'trigger external-provider'));
  });

  it('takes a trigger for no provider', () => {
    expect(probesOf('source', { trigger: ['external-provider'] })).toEqual([
      NOTHING,
      federated('Google', 'trigger external-provider'),
      {
        typed: { trigger: 'external-provider' },
        standsFor: 'an unknown provider',
        meetingOf: ['trigger external-provider'],
      },
      ADMINISTRATOR,
    ]);
  });

  it('has each listed user name by each door, and one that is not listed', () => {
    const users = probesOf('source', { userName: ['root', 'adm*'], provider: ['Adm'] })?.map(
      ({ typed: { trigger, provider, user }, standsFor }) => [standsFor, trigger, provider, user],
    );

    expect(users).toEqual([
      ['nothing', undefined, undefined, undefined],
      ['trigger external-provider', 'external-provider', 'Google', undefined],
      ['provider Adm', 'external-provider', 'Adm', undefined],
      ['an unknown provider', 'external-provider', undefined, undefined],
      ['trigger external-provider and another user name', 'external-provider', undefined, 'someone'],
      ['trigger external-provider and userName root', 'external-provider', undefined, 'root'],
      ['trigger external-provider and userName adm*', 'external-provider', undefined, 'admsomeone'],
      ['another user name', undefined, undefined, 'someone'],
      ['userName root', undefined, undefined, 'root'],
      ['userName adm*', undefined, undefined, 'admsomeone'],
      ['trigger admin-create', 'admin-create', undefined, undefined],
      ['trigger admin-create and another user name', 'admin-create', undefined, 'someone'],
      ['trigger admin-create and userName root', 'admin-create', undefined, 'root'],
      ['trigger admin-create and userName adm*', 'admin-create', undefined, 'admsomeone'],
    ]);
  });

  it.each([
    [['Someone'], 'ax'],
    [['some*', 'AX', 'b*'], 'cx'],
    [['s*'], 'ax'],
  ])('has a user whom %j does not name: %s', (userName, user) => {
    const standsFor = 'another user name';

    expect(probesOf('source', { userName })?.find((one) => one.standsFor === standsFor)?.typed).toEqual({ user });
  });

  it('has a user of a beginning whom no longer one and no whole name is about', () => {
    const userName = ['a*', 'as*', 'aAx', 'ab*'];

    expect(probesOf('source', { userName })?.find((one) => one.standsFor === 'userName a*')?.typed).toEqual({
      user: 'acx',
    });
  });

  it('has a user of a provider whom no name is about', () => {
    const when = { provider: ['Corp'], userName: ['corp_1'] };

    expect(probesOf('source', when)?.find(({ standsFor }) => standsFor === 'provider Corp')?.typed).toEqual({
      trigger: 'external-provider',
      provider: 'Corp',
      user: 'Corp_someone',
    });
  });
});
