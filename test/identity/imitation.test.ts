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
