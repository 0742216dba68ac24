import { describe, expect, it } from 'vitest';
import { fieldsOf, isObject, parseJson, textsOf } from '../../src/core/json.ts';

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

describe('textsOf', () => {
  it('keeps the texts of an array', () => {
    expect(textsOf(['a', 7, null, ['b'], 'c'])).toEqual(['a', 'c']);
  });

  it.each([null, undefined, 'text', 7, { 0: 'a', length: 1 }])('finds none in %j', (value) => {
    expect(textsOf(value)).toEqual([]);
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
