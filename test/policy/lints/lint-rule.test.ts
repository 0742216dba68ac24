import { describe, expect, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { domainTest, listedValues, listOf, verifiesTyped } from '../../../src/policy/lints/lint-rule.ts';
import { aDocument } from '../../support/policies.ts';

const RULE: RuleDocument = { id: 'two', when: { client: ['a', 'b'] }, unless: { client: ['c'] }, then: 'deny' };

const DOCUMENT = aDocument({ rules: [{ id: 'one', then: 'code' }, RULE] });

describe('what a lint reads of a rule', () => {
  test('finds the listed values of both halves', () => {
    expect(listedValues(DOCUMENT, 'client')).toEqual([
      { value: 'a', path: ['rules', 1, 'when', 'client', 0], rule: RULE },
      { value: 'b', path: ['rules', 1, 'when', 'client', 1], rule: RULE },
      { value: 'c', path: ['rules', 1, 'unless', 'client', 0], rule: RULE },
    ]);
  });

  test('finds the listed values of one half', () => {
    expect(listedValues(DOCUMENT, 'client', ['unless']).map(({ value }) => value)).toEqual(['c']);
  });

  test.each([
    [{ client: ['a'] }, ['a']],
    [{ emailTag: true }, null],
    [undefined, null],
  ] as const)('reads the clients of %j as %j', (set, expected) => {
    expect(listOf(set, 'client')).toEqual(expected);
  });

  test.each([
    ['example.com', ['example.com'], true],
    ['a.example.com', ['example.com'], false],
    ['b.example.com', ['a.example.com'], false],
    ['a.b.example.com', ['*.example.com'], true],
    ['example.com', ['*.example.com'], false],
    ['*.example.com', ['*.example.com'], true],
    ['*.a.example.com', ['*.example.com'], true],
    ['*.example.com', ['*.a.example.com', 'example.com', 'a.example.com'], false],
  ])('tells whether %s is covered by %j', (domain, values, covered) => {
    expect(domainTest(values)(domain)).toBe(covered);
  });

  test.each([
    ['email', { verify: ['email'] }, true],
    ['email', { verify: ['email'], when: { client: ['x'] } }, true],
    ['email', { verify: ['email'], when: { emailAttested: ['x'] } }, false],
    ['email', { verify: ['email'], when: { phoneAttested: ['x'] } }, true],
    ['phone_number', { verify: ['phone_number'], when: { phoneAttested: ['x'] } }, false],
    ['phone_number', { verify: ['phone_number'], when: { emailAttested: ['x'] } }, true],
    ['phone_number', { verify: ['email'] }, false],
    ['email', {}, false],
  ] as const)('tells whether %s is verified as typed by %j', (attribute, rule, typed) => {
    expect(verifiesTyped({ id: 'a', then: 'approve', ...rule }, attribute)).toBe(typed);
  });
});
