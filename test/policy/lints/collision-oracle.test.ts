import { expect, test } from 'vitest';
import { collisionOracle } from '../../../src/policy/lints/collision-oracle.ts';
import { aDocument } from '../../support/policies.ts';

test('says what a refused collision tells', () => {
  expect(collisionOracle(aDocument({ collision: { holders: 'any', then: 'deny' } }))).toEqual([
    {
      code: 'collision-oracle',
      path: ['collision', 'then'],
      message: '`then: deny` tells anyone which addresses have an account; `withhold` only leaves them unverified',
    },
  ]);
});

test('is silent where the address is only withheld', () => {
  expect(collisionOracle(aDocument({ collision: { holders: 'any', then: 'withhold' } }))).toEqual([]);
});
