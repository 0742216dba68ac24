import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawObject } from '../../src/core/json.ts';
import { differencesBetween, PRE_SIGN_UP } from '../../src/pool/pool-differences.ts';
import { updateRequest } from '../../src/pool/pool-settings.ts';
import { MASS } from '../support/mass.ts';
import { anyPool, OURS, updatedPool } from './random-pool.ts';

function changedBy(pool: RawObject, preSignUp: string | null): readonly string[] {
  // The two settings that every pool shows stand at other values than their defaults
  const before = { ...pool, UserPoolTier: 'PLUS', MfaConfiguration: 'OPTIONAL' };
  const request = updateRequest(before, preSignUp);
  if (!request.ok) throw new Error(request.error);
  const after = updatedPool(before, request.value);
  return differencesBetween({ pool: before, mfa: {} }, { pool: after, mfa: {} }).map(({ path }) => path);
}

describe('attaching to any pool', () => {
  it('changes exactly one field', () => {
    const seen = { changed: 0, same: 0 };

    fc.assert(
      fc.property(anyPool, (pool) => {
        const changed = changedBy(pool, OURS);
        const already = JSON.stringify(pool['LambdaConfig']).includes(`"PreSignUp":"${OURS}"`);
        seen[already ? 'same' : 'changed'] += 1;
        expect(changed).toEqual(already ? [] : [PRE_SIGN_UP]);
      }),
      { numRuns: 400 * MASS },
    );

    expect(Math.min(seen.changed, seen.same)).toBeGreaterThan(40);
  });

  it('and detaching again leaves no trace', () => {
    fc.assert(
      fc.property(
        anyPool,
        fc.constantFrom(null, 'arn:aws:lambda:us-east-1:123456789012:function:former'),
        (pool, former) => {
          const before = {
            ...pool,
            UserPoolTier: 'PLUS',
            MfaConfiguration: 'ON',
            LambdaConfig: former === null ? {} : { PreSignUp: former },
          };
          const attach = updateRequest(before, OURS);
          const attached = updatedPool(before, attach.ok ? attach.value : {});
          const detach = updateRequest(attached, former);
          const detached = updatedPool(attached, detach.ok ? detach.value : {});
          expect(differencesBetween({ pool: before, mfa: {} }, { pool: detached, mfa: {} })).toEqual([]);
          expect(differencesBetween({ pool: before, mfa: {} }, { pool: attached, mfa: {} })).toHaveLength(1);
        },
      ),
      { numRuns: 200 * MASS },
    );
  });

  it('is refused for a setting nobody knows, however deep', () => {
    const places = ['', 'Policies', 'LambdaConfig', 'EmailConfiguration', 'SmsConfiguration'];
    fc.assert(
      fc.property(anyPool, fc.constantFrom(...places), (pool, place) => {
        const inside = place === '' ? {} : { [place]: { ...Object(pool[place]), Novelty: { A: 1 } } };
        const request = updateRequest({ ...pool, ...inside, ...(place === '' ? { Novelty: 1 } : {}) }, OURS);
        const named = place === '' ? '`Novelty`' : `\`${place}.Novelty\``;
        expect(request).toEqual({ ok: false, error: expect.stringContaining(named) });
      }),
    );
  });
});
