/**
 * The end of an exhaustive `switch`, reached all the same.
 */
import { expect, it } from 'vitest';
import { assertNever } from '../../src/core/assert-never.ts';

it('is loud and keeps the value to itself', () => {
  expect(() => assertNever('bob@example.com' as never)).toThrow(new TypeError('unreachable case: string'));
});
