/**
 * The schema file of the decision record, beside the type that it is generated from.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { decisionRecordSchemaText } from '../../src/record/json-schema.ts';
import { APPROVED, COLLIDED, DOUBTED, REFUSED } from './records.ts';

describe('decision-record.schema.json', () => {
  it('is what the type generates', () => {
    const file = readFileSync(new URL('../../src/record/decision-record.schema.json', import.meta.url), 'utf8');

    expect(file, 'run `npm run schema`').toBe(decisionRecordSchemaText());
  });

  it('accepts records and refuses a misshapen one', () => {
    const validate = new Ajv2020().compile(JSON.parse(decisionRecordSchemaText()));

    expect([APPROVED, REFUSED, COLLIDED, DOUBTED].map((record) => validate(record))).toEqual([true, true, true, true]);
    expect(validate({ ...APPROVED, candidate: { outcome: 'unknown', differs: null } })).toBe(true);
    expect(validate({ ...APPROVED, outcome: 'maybe' })).toBe(false);
  });
});
