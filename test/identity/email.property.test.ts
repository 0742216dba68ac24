/**
 * Addresses at random, against two other parsers.
 */
import { Address } from 'address-rfc2821';
import fc from 'fast-check';
import * as isemail from 'isemail';
import { expect, test } from 'vitest';
import { foldEmail, parseEmail } from '../../src/identity/email.ts';
import { ANY_CHARACTER } from '../support/any-character.ts';
import { MASS } from '../support/mass.ts';

const atom = fc.string({ unit: fc.constantFrom(...'abcXYZ019.+-_\'!#"(), @\\'), minLength: 0, maxLength: 12 });
const label = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 0, maxLength: 8 });
const domain = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => [...labels, 'example'].join('.'));
const address = fc.tuple(atom, domain).map(([local, host]) => `${local}@${host}`);

function bothOraclesAccept(text: string): boolean {
  return isemail.validate(text, { minDomainAtoms: 2 }) && rfc2821Accepts(text);
}

function rfc2821Accepts(text: string): boolean {
  try {
    return new Address(`<${text}>`).host !== null;
  } catch {
    return false;
  }
}

test('what the parser accepts, two other parsers accept', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(address, (text) => {
      const accepted = parseEmail(text) !== null;
      seen[accepted ? 'accepted' : 'refused'] += 1;
      if (accepted) expect(bothOraclesAccept(text), text).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

/** Legal, and refused on purpose: quoted local parts and underscores in domains. */
const REFUSED_ON_PURPOSE = /"|@.*_/u;

test('what both other parsers accept, the parser accepts, quotes aside', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(address, (text) => {
      const legal = bothOraclesAccept(text) && !REFUSED_ON_PURPOSE.test(text);
      seen[legal ? 'accepted' : 'refused'] += 1;
      if (legal) expect(parseEmail(text), text).not.toBeNull();
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

test('folding twice equals once', () => {
  fc.assert(
    fc.property(fc.oneof(address, fc.string({ unit: ANY_CHARACTER })), (text) => {
      expect(foldEmail(foldEmail(text))).toBe(foldEmail(text));
    }),
    { numRuns: 500 * MASS },
  );
});

test('whatever is typed, the parser answers', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: ANY_CHARACTER, maxLength: 300 }), address), (text) => {
      const parsed = parseEmail(text);
      if (parsed !== null) expect(parsed.folded).toBe(`${parsed.local}@${parsed.domain}`);
    }),
    { numRuns: 2000 },
  );
});
