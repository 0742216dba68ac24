import { describe, expect, test } from 'vitest';
import { idleAttester, longLived } from '../../../src/policy/lints/long-lived.ts';
import { aDocument } from '../../support/policies.ts';

describe('the warning about an attester', () => {
  test.each(['31d', '744h', '7d'])('takes a life of %s', (maxAge) => {
    expect(longLived(aDocument({ attesters: [{ id: 'invitations', keys: [], maxAge }] }))).toEqual([]);
  });

  test('warns of a longer one', () => {
    const attesters = [
      { id: 'sms', keys: [], maxAge: '10m' },
      { id: 'invitations', keys: [], maxAge: '32d' },
    ];

    expect(longLived(aDocument({ attesters }))).toEqual([
      {
        code: 'long-lived',
        path: ['attesters', 1, 'maxAge'],
        message:
          'statements of `invitations` may live for `32d`, and a leaked one is good for as long; a month is plenty',
      },
    ]);
    expect(longLived(aDocument())).toEqual([]);
  });

  test('warns of an attester whom no rule asks for', () => {
    const attesters = ['invitations', 'sms', 'partner', 'nobody'].map((id) => ({ id, keys: [], maxAge: '1d' }));
    const rules = [
      { id: 'plain', when: { client: ['nobody'] }, then: 'deny' },
      { id: 'one', when: { emailAttested: ['invitations'] }, then: 'approve', verify: ['email'] },
      { id: 'two', when: { phoneAttested: ['sms'] }, then: 'approve', verify: ['phone_number'] },
      { id: 'three', unless: { emailAttested: ['invitations', 'partner'] }, then: 'code' },
    ] as const;

    expect(idleAttester(aDocument({ attesters, rules }))).toEqual([
      {
        code: 'idle-attester',
        path: ['attesters', 3, 'id'],
        message:
          'no rule asks for `nobody`, so its statements do nothing; name it under `emailAttested` or `phoneAttested`',
      },
    ]);
    expect(idleAttester(aDocument())).toEqual([]);
  });

  test('asks nothing of a policy that names no attesters', () => {
    const { attesters: _, ...document } = aDocument();

    expect(longLived(document)).toEqual([]);
    expect(idleAttester(document)).toEqual([]);
  });
});
