/**
 * A limit as a condition of its rule: who has what is counted.
 */
import { expect, it, test } from 'vitest';
import type { LimitBy } from '../../../src/core/limits/limit.ts';
import { attemptOf, type TypedAttempt } from '../../../src/policy/cases/typed-attempt.ts';
import { limitAtoms } from '../../../src/policy/diff/limit-atoms.ts';
import { RESOURCES } from '../../reference/cases.ts';

function atomsFor(by: LimitBy) {
  return limitAtoms({ id: 'flood', then: 'deny', limit: { by, count: 3, per: '1h' } }, RESOURCES);
}

test.each<[LimitBy, string, TypedAttempt]>([
  ['emailDomain', 'email', { email: 'ann@example.com' }],
  ['mailbox', 'email', { email: 'ann@@example.com' }],
  ['phonePrefix', 'phone', { phone: '+12065550100' }],
  ['phoneCountry', 'phone', { phone: '2065550100' }],
  ['client', 'client', { client: 'one' }],
  ['provider', 'source', { provider: 'Corp', user: 'ann' }],
])('%s looks at the %s, and is about %j and not about nothing', (by, dimension, typed) => {
  const [atom, ...others] = atomsFor(by);

  expect(atom).toMatchObject({ dimension, field: 'limit', name: null, values: true });
  expect(others).toEqual([]);
  expect([atom?.matches(attemptOf(typed)), atom?.matches(attemptOf({}))]).toEqual(['yes', 'no']);
});

it('by everybody is no condition, and neither is none', () => {
  expect(atomsFor('everybody')).toEqual([]);
  expect(limitAtoms({ id: 'flood', then: 'deny' }, RESOURCES)).toEqual([]);
});
