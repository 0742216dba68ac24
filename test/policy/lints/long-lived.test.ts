import { expect, test } from 'vitest';
import { longLived } from '../../../src/policy/lints/long-lived.ts';
import { aDocument } from '../../support/policies.ts';

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
