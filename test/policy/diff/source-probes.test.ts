import { expect, test } from 'vitest';
import { probesOf } from './samples.ts';

test('a comparison gives a federated user a name that no longer beginning has', () => {
  const probes = probesOf('source', { provider: ['Corp'], userName: ['corp_1*'] });

  expect(probes).toContainEqual({
    typed: { trigger: 'external-provider', provider: 'Corp', user: 'Corp_someone' },
    standsFor: 'provider Corp',
  });
});

test('a comparison explains a name at a trigger by both, and one of a sign-up by itself', () => {
  const probes = probesOf('source', { userName: ['ann'] }) ?? [];
  const of = (standsFor: string) => probes.filter((probe) => probe.standsFor === standsFor);

  expect(of('userName ann')).toStrictEqual([{ typed: { user: 'ann' }, standsFor: 'userName ann' }]);
  expect(of('trigger admin-create and userName ann')).toStrictEqual([
    {
      typed: { trigger: 'admin-create', user: 'ann' },
      standsFor: 'trigger admin-create and userName ann',
      meetingOf: ['trigger admin-create', 'userName ann'],
    },
  ]);
});
