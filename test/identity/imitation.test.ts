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

test.each([
  ['\u0251\u03b1\u0430', 'a'],
  ['\u1d04\u0441', 'c'],
  ['\u0501', 'd'],
  ['\u0435\u04bd', 'e'],
  ['\u0584', 'f'],
  ['\u0261\u0581\u018d', 'g'],
  ['\u04bb\u0570', 'h'],
  ['\u0131\u0269\u026a\u03b9\u0456\u04cf', 'i'],
  ['\u03f3\u0458', 'j'],
  ['\u043a', 'k'],
  ['\u0578\u057c', 'n'],
  ['\u1d0f\u03bf\u03c3\u043e\u0585', 'o'],
  ['\u03c1\u0440', 'p'],
  ['\u051b\u0563\u0566', 'q'],
  ['\u1d26\u0433', 'r'],
  ['\ua731\u0455', 's'],
  ['\u028b\u1d1c\u03c5\u057d', 'u'],
  ['\u1d20\u03bd\u0475', 'v'],
  ['\u026f\u1d21\u0461\u051d\u0561', 'w'],
  ['\u0445', 'x'],
  ['\u0263\u028f\u03b3\u0443\u04af', 'y'],
  ['\u1d22', 'z'],
])('%s pass for %s', (letters, plain) => {
  expect([...letters].map((letter) => imitatedName(`${letter}.com`))).toEqual([...letters].map(() => `${plain}.com`));
});

test('a name without a plain letter passes for one', () => {
  expect(imitatedName('\u0430\u0440\u0435')).toBe('ape');
});
