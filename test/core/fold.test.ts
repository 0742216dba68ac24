import { describe, expect, it } from 'vitest';
import { caseFolded } from '../../src/core/fold.ts';

describe('caseFolded', () => {
  it.each([
    ['sales', 'SALES'],
    ['straße', 'STRASSE'],
    ['straße', 'STRAẞE'],
    ['ς', 'Σ'],
    ['ΟΔΟΣ', 'οδος'],
    ['\u{212a}elvin', 'kelvin'],
    ['ſales', 'sales'],
    ['e\u{301}cole', 'École'],
    ['İ', 'i\u{307}'],
    ['𐐀', '𐐨'],
  ])('finds `%s` and `%s` alike', (one, other) => {
    expect(caseFolded(one)).toBe(caseFolded(other));
  });

  it.each([
    ['ı', 'i'],
    ['а', 'a'],
    ['ｓales', 'sales'],
    ['sales', 'sales '],
  ])('tells `%s` from `%s`', (one, other) => {
    expect(caseFolded(one)).not.toBe(caseFolded(other));
  });

  it('folds the beginning of a text as it folds alone', () => {
    expect(caseFolded('ΟΔΟΣΑ').startsWith(caseFolded('ΟΔΟΣ'))).toBe(true);
  });

  it('folds every character as its upper and its lower case, the dotless i aside', () => {
    const strangers: string[] = [];
    for (let code = 0; code < 0x20000; code += 1) {
      const one = String.fromCodePoint(code);
      const folded = caseFolded(one);
      if (![one.toLowerCase(), one.toUpperCase()].every((other) => caseFolded(other) === folded)) strangers.push(one);
    }

    expect(strangers).toEqual(['ı']);
  });

  it('tells apart what the language itself tells apart without case', () => {
    const letters = Array.from({ length: 0x600 }, (_, code) => String.fromCodePoint(code).normalize('NFC')).filter(
      (one) => /^\p{L}$/u.test(one),
    );
    const alike = Map.groupBy(letters, caseFolded);
    const [wrong] = [...alike.values()].filter(([first = '', ...rest]) =>
      rest.some((one) => !new RegExp(`^${first}$`, 'iu').test(one)),
    );

    expect(wrong).toBeUndefined();
  });
});
