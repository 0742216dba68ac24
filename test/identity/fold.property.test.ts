/**
 * One fold for one spelling: an address, and the same in lower case, as pools and ListUsers have it, are compared as one.
 */
import { expect, test } from 'vitest';
import { parseDomain } from '../../src/identity/domain.ts';
import { foldEmail, parseEmail } from '../../src/identity/email.ts';

/** Every code point that has a case, or that has another by it: of all of Unicode. */
const CASED = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
  .map((code) => String.fromCodePoint(code))
  .filter((one) => one.toLowerCase() !== one || one.toUpperCase() !== one || /\p{Cased}/u.test(one));

/** Alone, at the beginning, at the end and inside of words: what a letter becomes may hang on where it stands. */
const WORDS = [
  (one: string) => `${one}.example`,
  (one: string) => `a${one}.example`,
  (one: string) => `${one}a.example`,
  (one: string) => `a${one}a.example`,
  (one: string) => `example.a${one}`,
  (one: string) => `example.${one}.a${one}`,
];

test('every letter of Unicode folds alike in upper and in lower case, wherever it stands in a word', () => {
  const seen = { wellFormed: 0, malformed: 0 };
  const strangers: string[] = [];
  for (const letter of CASED) {
    for (const word of WORDS) {
      const address = `bob@${word(letter)}`;
      seen[parseEmail(address) === null ? 'malformed' : 'wellFormed'] += 1;
      if (foldEmail(address) !== foldEmail(address.toLowerCase())) strangers.push(address);
    }
  }

  expect(CASED.length).toBeGreaterThan(2_800);
  expect(Math.min(seen.wellFormed, seen.malformed)).toBeGreaterThan(1_000);
  expect(strangers.filter((address) => parseEmail(address) !== null)).toEqual([]);
});

test.each([
  ['example.ΟΔΟΣ', 'example.οδος'],
  ['example.STRAẞE', 'example.straße'],
  ['İstanbul.example', 'i\u{307}stanbul.example'],
])('the domain %s is %s', (upper, lower) => {
  expect(parseDomain(upper)).toBe(parseDomain(lower));
  expect(parseDomain(upper)).not.toBeNull();
});

test.each([
  ['οδος.example', 'οδοσ.example'],
  ['straße.example', 'strasse.example'],
])('the domain %s is not %s: they may belong to two', (one, other) => {
  expect(parseDomain(one)).not.toBe(parseDomain(other));
});

test.each(['\u{212a}elvin.example', 'ﬁn.example'])('the domain %s is not read by its lower case', (compatible) => {
  expect(parseDomain(compatible)).toBeNull();
});
