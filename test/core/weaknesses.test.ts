/**
 * Which settings give up part of the promise.
 */
import { expect, it } from 'vitest';
import { weaknessesOf } from '../../src/core/weaknesses.ts';
import { aDocument, anApproval } from '../support/policies.ts';

const SOUND = {
  rules: [anApproval({ id: 'silent', verify: [] }), anApproval()],
  unavailable: { directory: 'code', claims: 'deny', limits: 'code' },
} as const;

it.each([
  ['nothing', {}, true, []],
  [
    'holders: verified',
    { collision: { holders: 'verified', then: 'withhold', code: 'allow', federated: 'allow' } },
    true,
    ['holders-verified'],
  ],
  ['lookup: alias', { lookup: 'alias' }, true, ['lookup-alias']],
  ['claims: code', { unavailable: { directory: 'code', claims: 'code', limits: 'code' } }, true, ['claims-code']],
  ['no claims', {}, false, ['claims-disabled']],
  [
    'claims: code without claims',
    { unavailable: { directory: 'code', claims: 'code', limits: 'code' } },
    false,
    ['claims-disabled'],
  ],
  ['a policy that verifies nothing', { rules: [anApproval({ verify: [] })], lookup: 'alias' }, false, []],
] as const)('%s: what the policy gives up', (_, fields, claims, weaknesses) => {
  expect(weaknessesOf(aDocument({ ...SOUND, ...fields }), claims)).toEqual(weaknesses);
});
