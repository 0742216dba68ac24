import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, type Item } from '../../../src/lab/dynamodb/condition-evaluate.ts';
import { parseCondition } from '../../../src/lab/dynamodb/condition-parse.ts';

const ITEM: Item = { pk: { S: 'k' }, kind: { S: 'mark' }, at: { N: '10' }, on: { BOOL: true } };
const GIVEN = {
  names: { '#k': 'kind' },
  values: { ':ten': { N: '10' }, ':mark': { S: 'mark' }, ':on': { BOOL: true } },
};

function evaluate(text: string, item: Item | undefined = ITEM): boolean | string {
  const parsed = parseCondition(text);
  return parsed.ok ? holds(parsed.value, item, GIVEN) : parsed.error;
}

describe('a condition', () => {
  it.each([
    ['attribute_not_exists(pk)', false],
    ['attribute_exists(pk)', true],
    ['NOT attribute_not_exists(#k)', true],
    ['#k = :mark', true],
    ['#k <> :mark', false],
    ['at >= :ten AND at <= :ten', true],
    ['at > :ten OR at < :ten', false],
    ['on = :on', true],
    ['absent = :ten', false],
    ['absent <> :ten', false],
    ['#k <> :ten', true],
    ['#k < :ten', false],
    ['at = :ten OR at = :ten AND #k <> :mark', true],
    ['(at = :ten OR at = :ten) AND #k <> :mark', false],
    ['NOT at > :ten AND #k = :mark', true],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(text)).toBe(expected);
  });

  it('meets a missing item', () => {
    expect(parseCondition('attribute_not_exists(pk)')).toMatchObject({ ok: true });
    expect(holds({ kind: 'not-exists', name: 'pk' }, undefined, GIVEN)).toBe(true);
  });

  it.each([
    '',
    'at',
    'at =',
    'at = :ten AND',
    'at = :ten )',
    'size(pk) = :ten',
    'at == :ten',
    'attribute_exists(:ten)',
  ])('is refused when it reads `%s`', (text) => {
    expect(evaluate(text)).toMatch(/^Invalid ConditionExpression/u);
  });

  it('any text: parses or is refused, never throws', () => {
    const words = fc.constantFrom('at', ':ten', '=', '<>', 'AND', 'OR', 'NOT', '(', ')', 'attribute_exists', '@');
    const seen = { parsed: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(words, { maxLength: 5 }), (some) => {
        seen[parseCondition(some.join(' ')).ok ? 'parsed' : 'refused'] += 1;
      }),
      { numRuns: 20_000 },
    );
    expect(seen.parsed).toBeGreaterThan(10);
    expect(seen.refused).toBeGreaterThan(1000);
  });
});
