/**
 * A document as one text: what becomes of its lists, and that reading brings back what was written.
 */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ConditionSet, PolicyDocument } from '../../src/core/policy.ts';
import { canonicalJson } from '../../src/policy/canonical-json.ts';
import { documentIn, textOf } from '../../src/policy/long-lists.ts';
import { readPolicyDocument } from '../../src/policy/schema.ts';
import { aDocument } from '../support/policies.ts';

const ROOM = 1_000_000;
const HUNDRED = Array.from({ length: 100 }, (_, index) => `d${String(index).padStart(2, '0')}.example`);

function denying(when: ConditionSet, unless?: ConditionSet): PolicyDocument {
  return aDocument({ rules: [{ id: 'no', then: 'deny', when, ...(unless === undefined ? {} : { unless }) }] });
}

/** What stands below the JSON for a list of a hundred that begins with these. */
function writtenOf(...first: readonly string[]): string {
  const rest = Array.from({ length: 100 - first.length }, (_, index) => `~${String(index).padStart(3, '0')}`);
  return textOf(denying({ emailDomain: [...first, ...rest] })).split('\0')[1] ?? '';
}

function readBack(document: PolicyDocument): unknown {
  return documentIn(textOf(document), ROOM);
}

test('a document without long lists is its canonical JSON', () => {
  const document = denying({ emailDomain: HUNDRED.slice(1) }, { emailDomain: ['example.com'] });

  expect(textOf(document)).toBe(canonicalJson(document));
  expect(readBack(document)).toEqual(document);
});

test('a hundred entries are a long list', () => {
  const text = textOf(denying({ emailDomain: HUNDRED }));

  expect(text.split('\0')).toHaveLength(2);
  expect(text).toContain('"emailDomain":0');
});

test('lists are numbered by field, `when` first, whatever the order in which they are written', () => {
  const others = HUNDRED.map((domain) => `x${domain}`);
  const third = HUNDRED.map((domain) => `y${domain}`);
  const one = denying({ emailDomain: HUNDRED, emailAddress: others }, { emailDomain: third });
  const two = denying({ emailAddress: others, emailDomain: HUNDRED }, { emailDomain: third });

  expect(textOf(one)).toBe(textOf(two));
  expect(textOf(one)).toContain('"unless":{"emailDomain":2},"when":{"emailAddress":0,"emailDomain":1}');
  expect(readBack(one)).toEqual(one);
});

test.each([
  ['labels stand from the top down', ['mail.corp.example', '*.corp.example'], '\x01example.corp.*\x0email\x01~'],
  ['an address stands below its domain', ['a.b@corp.example', 'corp.example'], '\x01example.corp\x0d@a.b\x01~'],
  ['what an entry shares is left out', ['abcd', 'abce', 'abcd'], '\x01abcd\x05\x04e\x01~'],
  ['thirty characters are shared', [`${'a'.repeat(30)}b`, `${'a'.repeat(30)}c`], `\x01${'a'.repeat(30)}b\x1fc\x01~`],
  ['no more are shared', [`${'a'.repeat(31)}b`, `${'a'.repeat(31)}c`], `\x01${'a'.repeat(31)}b\x1fac\x01~`],
])('%s', (_, first, expected) => {
  expect(writtenOf(...first).slice(0, expected.length)).toBe(expected);
});

test.each(['', 'Å.example', 'a\tb', 'a\x7f', 'a\0b'])('a list with the entry %j stays in the JSON', (entry) => {
  const document = denying({ emailAddress: [...HUNDRED, entry] });

  expect(textOf(document)).toBe(canonicalJson(document));
});

test.each([' ', '~', '@', 'a@', '@a', 'a@b@c.d', '.', 'a..b', '*'])('the entry %j comes back as it was', (entry) => {
  const document = denying({ emailAddress: [...HUNDRED, entry] });
  const back = readBack(document) as PolicyDocument;

  expect(textOf(document)).toContain('\0');
  expect([back.rules[0]?.when?.['emailAddress'] ?? []].flat()).toContain(entry);
});

test('a condition whose list is not there never goes missing', () => {
  const text = textOf(denying({ emailDomain: HUNDRED })).replace('"emailDomain":0', '"emailDomain":1');

  expect(documentIn(text, ROOM)).toMatchObject({ rules: [{ when: { emailDomain: 1 } }] });
  expect(readPolicyDocument(documentIn(text, ROOM))).toBeNull();
});

test.each([
  'a'.repeat(29),
  'a'.repeat(30),
  'a'.repeat(31),
  'S',
])('entries that begin with %s come back', (beginning) => {
  const names = HUNDRED.map((_, index) => `${beginning}${String(index).padStart(2, '0')}`);

  expect(readBack(denying({ userName: names }))).toEqual(denying({ userName: names }));
});

test('values that are no lists stay as they are', () => {
  const when = { emailTag: true, attribute: { 'custom:role': HUNDRED }, emailDomain: HUNDRED } as const;

  expect(readBack(denying(when))).toEqual(denying(when));
});

test('lists together may have as many characters as allowed, and no more', () => {
  const text = textOf(denying({ emailDomain: HUNDRED }, { emailDomain: HUNDRED }));
  const characters = 2 * HUNDRED.join('').length;

  expect(documentIn(text, characters)).toMatchObject({ rules: [{ id: 'no' }] });
  expect(documentIn(text, characters - 1)).toBeUndefined();
});

test.each([
  ['no JSON', '{', undefined],
  ['no JSON before a list', '\0\x01a', undefined],
  ['no object before a list', '[1]\0\x01a', [1]],
  ['no rules', '{"rules":7}\0\x01a', { rules: 7 }],
  ['no rule', '{"rules":[7,{"when":7},[8]]}\0\x01a', { rules: [7, { when: 7 }, [8]] }],
  [
    'a number that is no condition',
    '{"rules":[{"limit":{"count":0},"when":{"b":0}}]}\0\x01a',
    { rules: [{ limit: { count: 0 }, when: { b: ['a'] } }] },
  ],
  ['no list', '{"rules":[{"when":{"a":0}}]}', { rules: [{ when: { a: 0 } }] }],
  ['a number without a list', '{"rules":[{"when":{"a":1,"b":0}}]}\0\x01a', { rules: [{ when: { a: 1, b: ['a'] } }] }],
  ['a list that does not begin', '{"rules":[{"unless":{"b":0}}]}\0ab', { rules: [{ unless: { b: ['b'] } }] }],
])('a text with %s is read as far as it goes', (_, text, document) => {
  expect(documentIn(text, ROOM)).toEqual(document);
});

describe('any lists', () => {
  it('come back with the same entries, sorted, and the same text', () => {
    const entry = fc.string({ unit: fc.constantFrom(...'abc.@*-~ '), minLength: 1, maxLength: 50 });
    const lists = fc.array(entry, { minLength: 90, maxLength: 130 });
    fc.assert(
      fc.property(lists, lists, (some, others) => {
        const document = denying({ emailAddress: some }, { emailDomain: others });
        const back = readBack(document) as PolicyDocument;

        expect(textOf(back)).toBe(textOf(document));
        expect([back.rules[0]?.when?.['emailAddress'] ?? []].flat().sort()).toEqual([...some].sort());
        expect([back.rules[0]?.unless?.['emailDomain'] ?? []].flat().sort()).toEqual([...others].sort());
      }),
      { numRuns: 200 },
    );
  });
});
