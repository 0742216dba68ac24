/**
 * Settings that have no witness are told by the names that people write.
 */
import { describe, expect, it, test } from 'vitest';
import type { PolicyDocument } from '../../../src/core/policy.ts';
import { settingChanges } from '../../../src/policy/diff/settings.ts';
import { aDocument } from '../../support/policies.ts';
import { ED_KEY } from '../file/keys.ts';

const A = { id: 'a', keys: [ED_KEY], maxAge: '7d' };

describe('settingChanges', () => {
  test('tells limits in the order of their rules', () => {
    const limit = { by: 'client', count: 3, per: '1h' } as const;
    const two = ['b', 'a'].map((id) => ({ id, then: 'deny', limit }) as const);

    expect(settingChanges(aDocument(), aDocument({ rules: two }))).toEqual([
      { setting: 'limits', before: 'none', after: 'a 3 per 1h by client, b 3 per 1h by client' },
    ]);
  });

  test('tells that the last limit went', () => {
    const limited = aDocument({ rules: [{ id: 'flood', then: 'deny', limit: { by: 'client', count: 3, per: '1h' } }] });

    expect(settingChanges(limited, aDocument())).toEqual([
      { setting: 'limits', before: 'flood 3 per 1h by client', after: 'none' },
    ]);
  });

  test.each<[string, string, string, Partial<PolicyDocument>]>([
    ['mode', 'enforce', 'observe', { mode: 'observe' }],
    ['attesters', 'none', `a 7d ${ED_KEY.kid}; b 1h`, { attesters: [A, { id: 'b', keys: [], maxAge: '1h' }] }],
    ['busyMessage', 'Please try again in a moment', 'Later', { busyMessage: 'Later' }],
    ['nameMessage', 'Please choose another user name', 'Taken', { nameMessage: 'Taken' }],
    ['takenNames', 'refuse', 'ignore', { takenNames: 'ignore' }],
    [
      'limits',
      'none',
      'flood 3 per 1h by client',
      { rules: [{ id: 'flood', then: 'deny', limit: { by: 'client', count: 3, per: '1h' } }] },
    ],
    [
      'collision.holders',
      'any',
      'verified',
      { collision: { holders: 'verified', then: 'withhold', code: 'allow', federated: 'allow' } },
    ],
    [
      'collision.then',
      'withhold',
      'deny',
      { collision: { holders: 'any', then: 'deny', code: 'allow', federated: 'allow' } },
    ],
    ...(['code', 'federated'] as const).map((key): [string, string, string, Partial<PolicyDocument>] => [
      `collision.${key}`,
      'allow',
      'deny',
      { collision: { ...aDocument().collision, [key]: 'deny' } },
    ]),
    [
      'collision.message',
      'the denyMessage',
      'Sign in',
      { collision: { ...aDocument().collision, message: 'Sign in' } },
    ],
    ['lookup', 'both', 'list', { lookup: 'list' }],
    ['unavailable.directory', 'code', 'deny', { unavailable: { directory: 'deny', claims: 'deny' } }],
    ['unavailable.claims', 'deny', 'code', { unavailable: { directory: 'code', claims: 'code' } }],
    [
      'unavailable.companion',
      'deny',
      'code',
      { unavailable: { directory: 'code', claims: 'deny', companion: 'code' } },
    ],
    ['unavailable.limits', 'code', 'ignore', { unavailable: { directory: 'code', claims: 'deny', limits: 'ignore' } }],
  ])('tells %s', (setting, before, after, fields) => {
    const changes = settingChanges(aDocument(), aDocument(fields));

    expect(changes).toEqual([{ setting, before, after }]);
  });

  it('tells several in the order of the list', () => {
    const other = aDocument({
      unavailable: { directory: 'deny', claims: 'code', limits: 'code' },
      lookup: 'alias',
      mode: 'code-only',
    });

    const changes = settingChanges(other, aDocument());

    expect(changes).toEqual([
      { setting: 'mode', before: 'code-only', after: 'enforce' },
      { setting: 'lookup', before: 'alias', after: 'both' },
      { setting: 'unavailable.directory', before: 'deny', after: 'code' },
      { setting: 'unavailable.claims', before: 'code', after: 'deny' },
    ]);
  });

  it.each(['then', 'code', 'federated'] as const)('tells what is said where `collision.%s` refuses', (key) => {
    const collision = { ...aDocument().collision, [key]: 'deny' };
    const saying = (denyMessage: string) => aDocument({ collision, denyMessage });

    expect(settingChanges(saying('A'), saying('B'))).toEqual([
      { setting: 'collision.message', before: 'A', after: 'B' },
    ]);
    const own = { ...collision, message: 'A' };
    expect(settingChanges(saying('A'), aDocument({ collision: own, denyMessage: 'B' }))).toEqual([]);
  });

  it('tells which rules only observe, and which of them say something else', () => {
    const rule = (id: string, domain: string) =>
      ({ id, when: { emailDomain: [domain] }, then: 'deny', mode: 'observe' }) as const;
    const before = aDocument({ rules: [rule('b', 'b.example'), rule('a', 'a.example'), rule('gone', 'c.example')] });
    const after = aDocument({ rules: [rule('a', 'a.example'), rule('b', 'c.example'), rule('new', 'c.example')] });

    expect(settingChanges(before, after)).toEqual([
      { setting: 'rules that only observe', before: 'a, b, gone', after: 'a, b (changed), new' },
    ]);
    expect(settingChanges(before, aDocument({ rules: before.rules.toReversed() }))).toEqual([]);
    const deciding = before.rules.map(({ mode: _, ...rest }) => rest);
    expect(settingChanges(aDocument({ rules: deciding }), after)).toEqual([
      { setting: 'rules that only observe', before: 'none', after: 'a, b, new' },
    ]);
  });

  it('leaves out what has witnesses', () => {
    const changes = settingChanges(aDocument(), aDocument({ otherwise: 'deny', denyMessage: 'No' }));

    expect(changes).toEqual([]);
  });
});

test('a comparison of settings says nothing of a sentence that only one of both says on a collision', () => {
  const refusing = aDocument({ collision: { ...aDocument().collision, then: 'deny' }, denyMessage: 'B' });

  expect(settingChanges(aDocument({ denyMessage: 'A' }), refusing)).toEqual([
    { setting: 'collision.then', before: 'withhold', after: 'deny' },
  ]);
});

test('a comparison of settings takes what is left out of names for their refusal', () => {
  const { takenNames: _, ...silent } = aDocument();

  expect(settingChanges(silent, aDocument({ takenNames: 'refuse' }))).toEqual([]);
  expect(settingChanges(silent, aDocument({ takenNames: 'ignore' }))).toEqual([
    { setting: 'takenNames', before: 'refuse', after: 'ignore' },
  ]);
});
