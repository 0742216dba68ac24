import { describe, expect, test } from 'vitest';
import { sentencesMeet } from '../../../src/policy/lints/sentences-meet.ts';
import { aDocument } from '../../support/policies.ts';
import { documentOf, lintedSpots } from './linted.ts';

function meet(one: string, other: string): boolean {
  const rules = [`{ id: a, ${one}then: deny, message: One }`, `{ id: b, ${other}then: deny }`];
  return lintedSpots(rules).some((spot) => spot.endsWith('sentences-meet'));
}

describe('the warning `sentences-meet`', () => {
  test('names the denial that speaks: the first by id', () => {
    const rules = [
      '{ id: b, when: { disposableEmail: true }, then: deny, message: Use another address }',
      '{ id: a, when: { emailTag: true }, then: deny }',
    ];

    expect(sentencesMeet(documentOf(rules))).toEqual([
      {
        code: 'sentences-meet',
        path: ['rules', 0, 'message'],
        message: '`b` and `a` can refuse the same sign-up; then `a` speaks, the first by id',
        severity: 'note',
      },
    ]);
  });

  test.each([
    ['', 'when: { client: [x] }, '],
    ['when: { client: [x, y] }, ', 'when: { client: [y, z] }, '],
    ['when: { emailDomain: ["*.example.com"] }, ', 'when: { emailDomain: [a.example.com] }, '],
    ['when: { emailDomain: [a.example.com] }, ', 'when: { emailDomain: ["*.example.com"] }, '],
    ['when: { emailDomain: [example.com] }, ', 'when: { emailAddress: [x@example.org, x@example.com] }, '],
    ['when: { emailDomain: [example.com] }, ', 'when: { disposableEmail: true }, '],
    ['when: { trigger: [admin-create, sign-up] }, ', 'when: { trigger: [sign-up, external-provider] }, '],
    ['when: { provider: [Google] }, ', ''],
    ['when: { given: [email] }, ', 'when: { given: [phone_number] }, '],
    ['when: { attribute: { locale: [de] } }, ', 'when: { attribute: { locale: [fr] } }, '],
    ['when: { emailDomain: ["*.example.com"] }, ', 'when: { emailDomain: [a.example.com, b.example.org] }, '],
    ['when: { emailDomain: [a.example.com, b.example.org] }, ', 'when: { emailDomain: ["*.example.com"] }, '],
    ['when: { emailAddress: [x@example.com] }, ', 'when: { client: [x] }, '],
    ['when: { client: [x], emailTag: true }, ', 'when: { client: [x] }, unless: { emailDomain: [example.com] }, '],
  ])('{%s} and {%s} can meet', (one, other) => {
    expect(meet(one, other)).toBe(true);
  });

  test.each([
    ['when: { client: [x] }, ', 'when: { client: [y] }, '],
    ['when: { emailDomain: [example.com] }, ', 'when: { emailDomain: ["*.example.com"] }, '],
    ['when: { emailAddress: [x@example.com] }, ', 'when: { emailDomain: [example.org] }, '],
    ['when: { emailDomain: [example.org] }, ', 'when: { emailAddress: [x@example.com] }, '],
    ['when: { trigger: [sign-up] }, ', 'when: { trigger: [external-provider] }, '],
    ['when: { trigger: [admin-create] }, ', ''],
    ['when: { trigger: [sign-up] }, ', 'when: { provider: [Google] }, '],
    ['when: { client: [x] }, ', 'unless: { client: [x, y] }, '],
    ['unless: { client: [x, y] }, ', 'when: { client: [x] }, '],
  ])('{%s} and {%s} cannot meet', (one, other) => {
    expect(meet(one, other)).toBe(false);
  });

  test('is silent where both say the same, or one says nothing', () => {
    const same = ['{ id: a, then: deny }', '{ id: b, then: deny, message: This sign-up is not allowed }'];

    expect(sentencesMeet(documentOf(same))).toEqual([]);
    expect(sentencesMeet(documentOf(['{ id: a, then: deny, message: No }', '{ id: b, then: code }']))).toEqual([]);
  });

  test('is silent of a denial that is only observed', () => {
    const rules = ['{ id: a, then: deny, mode: observe, message: No }', '{ id: b, then: deny }'];

    expect(sentencesMeet(documentOf(rules))).toEqual([]);
  });

  test('tells of a denial once, by the first that speaks before it', () => {
    const rules = ['a', 'b', 'c'].map((id) => `{ id: ${id}, then: deny, message: ${id} }`);

    expect(sentencesMeet(documentOf(rules)).map(({ message }) => message.slice(0, 11))).toEqual([
      '`b` and `a`',
      '`c` and `a`',
    ]);
  });

  test('stands at the outcome of a denial without a sentence of its own', () => {
    const rules = ['{ id: a, then: deny, message: One }', '{ id: b, then: deny }'];

    expect(sentencesMeet(documentOf(rules)).map(({ path }) => path)).toEqual([['rules', 1, 'then']]);
  });

  test('compares the first three hundred denials, so that a thousand take no time', () => {
    const rules = Array.from({ length: 302 }, (_, nth) => `{ id: r${1000 + nth}, then: deny, message: Number ${nth} }`);

    expect(sentencesMeet(documentOf(rules))).toHaveLength(299);
  });

  test('takes a star for a wildcard among domains alone', () => {
    const denial = (id: string, client: string) =>
      ({ id, when: { client: [client] }, then: 'deny', message: id }) as const;

    expect(sentencesMeet(aDocument({ rules: [denial('a', '*.x'), denial('b', 'a.x')] }))).toEqual([]);
  });
});
