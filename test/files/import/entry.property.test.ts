/**
 * Whatever a list holds: what is taken, `check` takes as it is, and it matches nobody whom the value did not name.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionOf } from '../../../src/core/conditions/registry.ts';
import { domainName } from '../../../src/files/import/domain-name.ts';
import { readEntry } from '../../../src/files/import/entry.ts';
import { parseDomain } from '../../../src/identity/domain.ts';
import { READERS } from '../../../src/policy/file/values.ts';
import { ANY_CHARACTER } from '../../support/any-character.ts';

const piece = fc.constantFrom(
  ...[
    '*',
    '.',
    '@',
    '-',
    '/',
    ':',
    '"',
    ' ',
    '#',
    '+',
    '<',
    '>',
    'a',
    'B',
    '1',
    'x',
    'xn--',
    '0x7f',
    '\u0435',
    '\u00fc',
  ],
  ...[
    'example',
    '.com',
    '.example',
    'https://',
    'mailto:',
    'jane@',
    'Bob@a.example',
    '*@',
    '*.',
    'co.uk',
    '192.0.2.1',
    '+1206',
    '\u200b',
    '\uff45',
  ],
);
const written = fc.oneof(
  fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join('')),
  fc.string({ unit: ANY_CHARACTER }),
);

test('what is taken stands in the one spelling of its condition', () => {
  const seen = { domain: 0, address: 0, number: 0, 'left-out': 0 };
  fc.assert(
    fc.property(written, (text) => {
      const entry = readEntry(text);
      seen[entry.kind] += 1;
      if (entry.kind !== 'domain' && entry.kind !== 'address') return;
      const condition = conditionOf(entry.kind === 'domain' ? 'emailDomain' : 'emailAddress');
      const read = condition?.shape === 'list' ? condition.read(entry.value, READERS) : null;
      expect(read, text).toEqual({ ok: true, value: entry.value });
    }),
    { numRuns: 5000 },
  );
  expect(seen.domain).toBeGreaterThan(50);
  expect(seen.address).toBeGreaterThan(5);
  expect(seen['left-out']).toBeGreaterThan(50);
});

test('a wildcard comes of a wildcard or of a dot in front, and of nothing else', () => {
  fc.assert(
    fc.property(written, (text) => {
      const entry = readEntry(text);
      if (entry.kind === 'domain' && entry.value.startsWith('*')) expect(text).toMatch(/\*\.|(?:^|[^a-z0-9])\./iu);
    }),
    { numRuns: 5000 },
  );
});

test('the short way to a domain name leads where the parser does', () => {
  const name = fc.array(
    fc.constantFrom('a', '0', '-', '.', 'xn--', '0x7f', 'A', 'com', '.com', '\u00fc', 'b'.repeat(62)),
    {
      maxLength: 6,
    },
  );
  const seen = { name: 0, none: 0 };
  fc.assert(
    fc.property(name, (parts) => {
      const text = parts.join('');
      const parsed = domainName(text);
      seen[parsed === null ? 'none' : 'name'] += 1;
      expect(parsed, text).toBe(parseDomain(text));
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.name, seen.none)).toBeGreaterThan(100);
});
