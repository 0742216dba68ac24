import { expect, test } from 'vitest';
import { keysBrought } from '../../src/policy/keys-brought.ts';
import { aDocument } from '../support/policies.ts';
import { EC_KEY, ED_KEY } from './file/keys.ts';

const attester = (id: string, ...keys: readonly (typeof ED_KEY)[]) => ({ id, keys, maxAge: '7d' });

test('a publication names every key that did not count before', () => {
  const before = aDocument({ attesters: [attester('invitations', ED_KEY)] });
  const after = aDocument({ attesters: [attester('invitations', ED_KEY, EC_KEY), attester('partner', ED_KEY)] });

  expect(keysBrought(before, after)).toEqual([
    { attester: 'invitations', kid: EC_KEY.kid },
    { attester: 'partner', kid: ED_KEY.kid },
  ]);
  expect(keysBrought(after, before)).toEqual([]);
});

test('a publication names every key where nothing stands', () => {
  const document = aDocument({ attesters: [attester('invitations', ED_KEY)] });

  expect(keysBrought(null, document)).toEqual([{ attester: 'invitations', kid: ED_KEY.kid }]);
  expect(keysBrought(null, aDocument())).toEqual([]);
});
