import { describe, expect, it } from 'vitest';
import { fieldsOf, isObject, parseJson } from '../../src/core/json.ts';

describe('an object of unknown shape', () => {
  it('keeps its fields', () => {
    const value: unknown = { a: 1 };

    expect(isObject(value)).toBe(true);
    expect(fieldsOf(value)).toBe(value);
  });

  it.each([null, undefined, 'text', 7, true, [1]])('is not %j, which has none', (value) => {
    expect(isObject(value)).toBe(false);
    expect(fieldsOf(value)).toEqual({});
  });
});

describe('parseJson', () => {
  it('reads a value', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
  });

  it('answers nothing where there is no JSON', () => {
    expect(parseJson('{"a":')).toBeUndefined();
  });
});
