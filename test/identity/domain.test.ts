import { expect, test } from 'vitest';
import { parseDomain } from '../../src/identity/domain.ts';

test.each([
  ['example.com', 'example.com'],
  ['EXAMPLE.Com', 'example.com'],
  ['a-b.example', 'a-b.example'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ['日本.example', 'xn--wgv71a.example'],
])('reads %j', (text, expected) => {
  expect(parseDomain(text)).toBe(expected);
});

test.each([
  '',
  'com',
  '.example.com',
  'example.com.',
  'a..b',
  '-a.com',
  'a-.com',
  'a_b.com',
  '*.example.com',
  '10.0.0.1',
  '0x7f.1',
  '[::1]',
  'exam%70le.com',
  'exa\tmple.com',
  'example.com/x',
  'example.com:80',
  'user@example.com',
  'example\u3002com',
  'ｅxample.com',
  'exam\u00adple.com',
  'xn--a.example',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
])('refuses %j', (text) => {
  expect(parseDomain(text)).toBeNull();
});
