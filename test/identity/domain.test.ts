import { expect, test } from 'vitest';
import { parseDomain } from '../../src/identity/domain.ts';

/** RFC 1035: labels of 63 at most, 253 characters in all. */
const LONGEST = ['a', 'b', 'c']
  .map((letter) => letter.repeat(63))
  .join('.')
  .concat('.', 'd'.repeat(61));

test.each([
  ['example.com', 'example.com'],
  ['EXAMPLE.Com', 'example.com'],
  ['a-b.example', 'a-b.example'],
  ['münchen.example', 'xn--mnchen-3ya.example'],
  ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
  ['日本.example', 'xn--wgv71a.example'],
  ['हिन्दी.example', 'xn--j2bd4cyah0f.example'],
  ['1.a1.9a.example1', '1.a1.9a.example1'],
  ['a.b.c.d.e.f.example', 'a.b.c.d.e.f.example'],
  [LONGEST, LONGEST],
  ['example.0xg', 'example.0xg'],
  ['example.x1f', 'example.x1f'],
  ['axn--b.example', 'axn--b.example'],
  ['XN--MNCHEN-3YA.example', 'xn--mnchen-3ya.example'],
])('the reader of domains reads the domain %j', (text, expected) => {
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
  '10.0.0.12',
  '0x7f.1',
  'example.0x1f',
  'EXAMPLE.0X',
  'XN--A.example',
  '[::1]',
  'exam%70le.com',
  'exa\tmple.com',
  'example.com/x',
  'example.com:80',
  'user@example.com',
  'example\u3002com',
  'ｅxample.com',
  // in lower case it would be a plain k
  '\u212aelvin.example',
  'exam\u00adple.com',
  'xn--a.example',
  // another spelling of xn--fuz
  'xn---fuz.example',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
  `${LONGEST}d`,
  // longer once it is ASCII, and shorter
  `${'ü.'.repeat(60)}example`,
  `${`${'\u{20000}'.repeat(36)}.`.repeat(4)}example`,
])('the reader of domains refuses the domain %j', (text) => {
  expect(parseDomain(text)).toBeNull();
});
