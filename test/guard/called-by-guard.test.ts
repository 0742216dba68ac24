/** The mark of a guard's own calls. */
import { expect, it } from 'vitest';
import { CALLED_BY_GUARD, isCalledByGuard } from '../../src/guard/called-by-guard.ts';

it.each([
  { custom: { 'signup-guard': 'true' } },
  { Custom: { [CALLED_BY_GUARD]: '' }, env: {} },
])('knows its mark: %j', (context) => {
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
])('takes nothing else for it: %j', (context) => {
  expect(isCalledByGuard(context)).toBe(false);
});
