import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printed, visible, visibleIn, visibleJson } from '../../src/cli/visible.ts';
import { ANY_CHARACTER } from '../support/any-character.ts';

/** Characters that hide, reorder or forge, among harmless ones. */
const ODD =
  '\u0000\u0007\b\t\n\r\u001B\u007F\u0085\u009B\u00AD\u034F\u061C\u115F\u180E\u200B\u200D\u200E\u2028\u202E\u2060\u2066\u3164\uFEFF\uFFF9\u{E0041}';
const unit = fc.oneof(
  fc.constantFrom(...ODD),
  fc.constantFrom('\uD800', '\u001B[31m', 'é', '漢', '👍', 'a', '\\'),
  fc.string({ unit: ANY_CHARACTER }),
);
const text = fc.array(unit, { maxLength: 12 }).map((parts) => parts.join(''));
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[\u034F\u115F\u3164\u{E0000}-\u{E00FF}]/u;

describe('what a stranger typed', () => {
  it('shows every character of a value, on one line', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(visible(value)).not.toMatch(HIDDEN);
      }),
    );
  });

  it('stays as it is where nothing hides', () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!HIDDEN.test(value) && !/\p{Default_Ignorable_Code_Point}/u.test(value));
        expect(visible(value)).toBe(value);
      }),
    );
    expect(visible('Zoë ❤️ 漢字 \\n')).toBe('Zoë ❤️ 漢字 \\n');
  });

  it.each([
    ['a\nb\r\n\tc', 'a\\nb\\r\\n\\tc'],
    ['\u001B[2J', '\\u{1b}[2J'],
    ['\u202Etxt.exe', '\\u{202e}txt.exe'],
    ['\u{E0041}', '\\u{e0041}'],
    ['\uD800', '\\u{d800}'],
  ])('is written as an escape: %j', (value, shown) => {
    expect(visible(value)).toBe(shown);
  });

  it('is found in lists, in objects and in the names of their fields', () => {
    expect(visibleIn({ 'a\n': ['b\u202E', { c: '\u001B' }], d: 1, e: null })).toEqual({
      'a\\n': ['b\\u{202e}', { c: '\\u{1b}' }],
      d: 1,
      e: null,
    });
    const map = new Map([['a', '\n']]);
    expect(visibleIn({ map }).map).toBe(map);
  });

  it('is the same value as JSON, and shows in it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(0, 2), (value, indent) => {
        const json = visibleJson({ value: [value] }, indent);
        expect(JSON.parse(json)).toEqual({ value: [value] });
        expect(json.replaceAll('\n', '')).not.toMatch(HIDDEN);
      }),
    );
  });
});

describe('a whole output', () => {
  it('keeps its lines, and its colours only in colour', () => {
    expect(printed('\u001B[31mred\u001B[39m\nnext', true)).toBe('\u001B[31mred\u001B[39m\nnext');
    expect(printed('\u001B[31mred', false)).toBe('\\u{1b}[31mred');
  });

  it('never holds more than that', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (value, coloured) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
        expect(printed(value, coloured).replaceAll(/\u001B\[\d\d?m|\n/gu, '')).not.toMatch(HIDDEN);
      }),
    );
    expect(printed('\u001B[8mhidden\u001B]0;title\u0007', true)).toBe('\\u{1b}[8mhidden\\u{1b}]0;title\\u{7}');
  });
});
