import { Address } from 'address-rfc2821';
import fc from 'fast-check';
import * as isemail from 'isemail';
import { expect, test } from 'vitest';
import { foldEmail, parseEmail } from '../../src/identity/email.ts';

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['Ada@Example.COM', 'ada@example.com'],
  ['a.b+c@mail.example.com', 'a.b+c@mail.example.com'],
  ['ada@münchen.example', 'ada@xn--mnchen-3ya.example'],
  ["o'brien@example.com", "o'brien@example.com"],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
])('reads %j', (raw, folded) => {
  expect(parseEmail(raw)).toMatchObject({ raw, folded });
});

test.each([
  '',
  '@',
  'ada',
  '@example.com',
  'ada@',
  'ada@@example.com',
  'a@b@example.com',
  '"ada"@example.com',
  'ada(comment)@example.com',
  'ada @example.com',
  'ada@example.com ',
  ' ada@example.com',
  'ada@example.com\n',
  'ada@exa\tmple.com',
  'ada@[192.0.2.1]',
  'ada@192.0.2.1',
  'ada@example.com.',
  'ada@example',
  '.ada@example.com',
  'ada.@example.com',
  'a..b@example.com',
  'ada@-example.com',
  'ada@exa_mple.com',
  'ada@exam%70le.com',
  'ad\u200ba@example.com',
  'ada@exam\u200bple.com',
  'ada@example。com',
  'ada@ｅxample.com',
  'ädä@example.com',
  'Ada <ada@example.com>',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(60)}.com`,
  `${'x'.repeat(20_000)}@example.com`,
])('refuses %j', (raw) => {
  expect(parseEmail(raw)).toBeNull();
});

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
    fc.property(fc.oneof(address, fc.string({ unit: 'binary' })), (text) => {
      expect(foldEmail(foldEmail(text))).toBe(foldEmail(text));
    }),
    { numRuns: 2000 },
  );
});

test('whatever is typed, the parser answers', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), address), (text) => {
      const parsed = parseEmail(text);
      if (parsed !== null) expect(parsed.folded).toBe(`${parsed.local}@${parsed.domain}`);
    }),
    { numRuns: 2000 },
  );
});
