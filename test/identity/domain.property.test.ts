/**
 * Domain names at random, against UTS 46 as another library has it.
 */
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { toASCII } from 'tr46';
import { expect, test } from 'vitest';
import { parseDomain } from '../../src/identity/domain.ts';
import { ANY_CHARACTER } from '../support/any-character.ts';

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

test('plain names are what a URL parser makes of them, or refused', () => {
  const ending = fc.constantFrom('example', 'EXAMPLE', '1', '0x1f', '0X', '0xg', 'x1', '1x', 'xn--a', 'axn--b');
  const plain = fc.tuple(fc.string({ unit: fc.constantFrom(...'abXn019-.'), minLength: 1, maxLength: 12 }), ending);
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(plain, ([start, end]) => {
      const name = `${start}.${end}`;
      const parsed = parseDomain(name);
      const host = domainToASCII(name);
      const labels = host.split('.');
      const usable = labels.length > 1 && labels.every((label) => /^(?!-)[a-z0-9-]+(?<!-)$/u.test(label));
      const address = /^[0-9.]+$/u.test(host);
      seen[parsed === null ? 'refused' : 'accepted'] += 1;
      if (parsed !== null) expect(host, name).toBe(parsed);
      else expect(usable && !address && !name.toLowerCase().includes('xn--'), name).toBe(false);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

test('parsing twice equals once, and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: ANY_CHARACTER, maxLength: 300 })), (name) => {
      const parsed = parseDomain(name);
      if (parsed !== null) expect(parseDomain(parsed)).toBe(parsed);
    }),
    { numRuns: 3000 },
  );
});
