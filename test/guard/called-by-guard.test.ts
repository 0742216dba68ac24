/** The mark of a guard's own calls. */
import { expect, it } from 'vitest';
import { CALLED_BY_GUARD, isCalledByGuard } from '../../src/guard/called-by-guard.ts';

it.each([
  { custom: { 'signup-guard': 'true' } },
  { Custom: { [CALLED_BY_GUARD]: '' }, env: {} },
])('the guard knows its mark: %j', (context) => {
  expect(isCalledByGuard(context)).toBe(true);
});

it.each([
  undefined,
  null,
  'signup-guard',
  {},
  { custom: null },
  { custom: { other: '1' } },
  { [CALLED_BY_GUARD]: '1' },
])('the guard takes nothing else for its mark: %j', (context) => {
  expect(isCalledByGuard(context)).toBe(false);
});
