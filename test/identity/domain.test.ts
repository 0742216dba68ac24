import fc from 'fast-check';
import { toASCII } from 'tr46';
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

/** All of it but the rule of writing direction (RFC 5893), which is about how a name is shown, not which name it is. */
const STRICT = {
  checkHyphens: false,
  checkBidi: false,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  verifyDNSLength: true,
  transitionalProcessing: false,
};

const letter = fc.constantFrom(...'abcXYZ019-_.', 'ü', 'ß', 'ｅ', '。', '日', '\u00ad', '\u200d', 'א', '%', ' ', 'İ');
const text = fc.oneof(
  fc.string({ unit: letter, minLength: 1, maxLength: 12 }).map((name) => `${name}.example`),
  fc.string({ unit: fc.constantFrom(...'abcü日-.'), minLength: 1, maxLength: 9 }).map((name) => `${name}.example`),
  fc
    .string({ unit: fc.constantFrom(...'abcXYZ019-'), minLength: 1, maxLength: 9 })
    .map((name) => `xn--${name}.example`),
);

test('what the parser accepts, strict UTS 46 maps to the same name', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(text, (name) => {
      const parsed = parseDomain(name);
      seen[parsed === null ? 'refused' : 'accepted'] += 1;
      if (parsed !== null) expect(toASCII(name, STRICT), name).toBe(parsed);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

test('plain names that strict UTS 46 accepts, the parser accepts', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'abcXYZ019-.'), minLength: 1, maxLength: 20 });
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(plain, (start) => {
      const name = `${start}.example`;
      const ascii = toASCII(name, { ...STRICT, checkHyphens: true });
      seen[ascii === null ? 'refused' : 'accepted'] += 1;
      if (ascii !== null) expect(parseDomain(name), name).toBe(ascii);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

test('parsing twice equals once, and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 300 })), (name) => {
      const parsed = parseDomain(name);
      if (parsed !== null) expect(parseDomain(parsed)).toBe(parsed);
    }),
    { numRuns: 3000 },
  );
});
