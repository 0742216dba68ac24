/**
 * Domain names at random, against UTS 46 as another library has it.
 */
import fc from 'fast-check';
import { toASCII } from 'tr46';
import { expect, test } from 'vitest';
import { parseDomain } from '../../src/identity/domain.ts';

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
