import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldsOf, poolFieldsJson } from '../../scripts/pool-fields.ts';
import { POOL_MODEL, READ_ONLY, RENAMED, unplacedFields } from '../../src/pool/pool-fields.ts';

describe('the fields of a pool', () => {
  it('are those of the SDK that is installed', () => {
    const file = readFileSync(new URL('../../src/pool/pool-fields.json', import.meta.url), 'utf8');

    expect(file, 'run `npm run generate:pool-fields`').toBe(poolFieldsJson());
  });

  it('have a place each', () => {
    expect(unplacedFields(POOL_MODEL)).toEqual([]);
  });

  it('are noticed when the SDK brings one without a place', () => {
    const pool = { ...POOL_MODEL.pool, Fresh: 'value' as const };
    const update = { ...POOL_MODEL.update, Sudden: 'value' as const };

    expect(unplacedFields({ pool, update })).toEqual(['Fresh', 'Sudden']);
  });

  it('are renamed only from a name the answer lacks', () => {
    for (const [asked, answered] of Object.entries(RENAMED)) {
      expect(POOL_MODEL.update).toHaveProperty(asked);
      expect(POOL_MODEL.pool).not.toHaveProperty(asked);
      expect(POOL_MODEL.pool).toHaveProperty(answered);
    }
  });

  it('are read-only only where no request takes them', () => {
    for (const field of READ_ONLY) {
      expect(POOL_MODEL.pool).toHaveProperty(field);
      expect(POOL_MODEL.update).not.toHaveProperty(field);
    }
  });

  it('show MFA settings just as they are set', () => {
    const { UserPoolId: _, ...settable } = POOL_MODEL.setMfa;

    expect(settable).toEqual(POOL_MODEL.mfa);
  });

  it('are read from lists, maps and structures of the model', () => {
    const leaf = [3, 'ns', 'Leaf', 0, ['Name'], [0]];
    const list = [1, 'ns', 'List', 0, () => leaf];
    const map = [2, 'ns', 'Map', 0, 0, () => leaf];
    const whole = [3, 'ns', 'Whole', 0, ['List', 'Map', 'Words', 'Plain'], [() => list, [() => map, 0], 64, 0]];

    expect(fieldsOf(whole)).toEqual({
      List: [{ Name: 'value' }],
      Map: { '*': { Name: 'value' } },
      Words: 'value',
      Plain: 'value',
    });
  });
});
