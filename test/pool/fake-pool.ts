/**
 * A pool in memory that resets what an update leaves out (F4.12), with faults to order: what each write does instead.
 */

import type { RawObject } from '../../src/core/json.ts';
import { fail, ok, type Result } from '../../src/core/result.ts';
import type { PoolAdmin } from '../../src/pool/attachment.ts';
import type { PoolReading } from '../../src/pool/pool-settings.ts';
import { updatedPool } from './random-pool.ts';

/** What becomes of one write: done, refused, done but unanswered, or done with a setting lost on the way. */
export type WriteFault = 'refused' | 'unanswered' | 'loses-a-setting' | 'turns-mfa-off' | 'ignored';

/** The fake, with its present state. */
export type FakePool = PoolAdmin & { readonly state: () => PoolReading; readonly calls: readonly string[] };

/** The n-th write fails as the n-th fault says; later ones work. `onRead` may change the pool behind our back. */
export function createFakePool(start: PoolReading, faults: readonly (WriteFault | null)[] = []): FakePool {
  let state = start;
  const left = [...faults];
  const calls: string[] = [];
  return {
    state: () => state,
    calls,
    read: async () => {
      calls.push('read');
      return ok(state);
    },
    update: async (request) => {
      calls.push('update');
      const [next, result] = write(state, request, left.shift() ?? null);
      state = next;
      return result;
    },
    setMfa: async ({ UserPoolId: _, ...mfa }) => {
      calls.push('setMfa');
      state = { pool: { ...state.pool, MfaConfiguration: mfa['MfaConfiguration'] }, mfa };
      return ok(null);
    },
  };
}

function write(
  before: PoolReading,
  request: RawObject,
  fault: WriteFault | null,
): readonly [PoolReading, Result<null, string>] {
  const after = { pool: updatedPool(before.pool, request), mfa: before.mfa };
  switch (fault) {
    case null:
      return [after, ok(null)];
    case 'ignored':
      return [before, ok(null)];
    case 'refused':
      return [before, fail('UpdateUserPool failed: InvalidParameterException: no')];
    case 'unanswered':
      return [after, fail('UpdateUserPool failed: TimeoutError: socket hang up')];
    case 'loses-a-setting': {
      const { DeletionProtection: _, ...rest } = after.pool;
      return [{ ...after, pool: rest }, ok(null)];
    }
    case 'turns-mfa-off':
      return [{ pool: { ...after.pool, MfaConfiguration: 'OFF' }, mfa: { MfaConfiguration: 'OFF' } }, ok(null)];
  }
}
