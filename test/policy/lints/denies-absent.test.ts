import { describe, expect, test } from 'vitest';
import { deniesAbsent } from '../../../src/policy/lints/denies-absent.ts';
import { aDocument } from '../../support/policies.ts';
import { documentOf, lintedSpots } from './linted.ts';

describe('the warning `denies-absent`', () => {
  test.each([
    ['emailDomain', 'emailDomain: [example.com]', 'email', 'email'],
    ['phoneCountry', 'phoneCountry: [US]', 'phone number', 'phone_number'],
  ])('says whom an exception of %s leaves out, and the remedy', (field, exception, noun, given) => {
    expect(deniesAbsent(documentOf([`{ id: others, unless: { ${exception} }, then: deny }`]))).toEqual([
      {
        code: 'denies-absent',
        path: ['rules', 0, 'unless', field],
        message: `\`others\` refuses whoever has no ${noun}, as well; if only others are meant, add \`given: [${given}]\` to its \`when\``,
      },
    ]);
  });

  test.each([
    'emailAddress: [a@example.com]',
    'emailTag: true',
    'disposableEmail: true',
    'attribute: { email: [a@example.com] }',
  ])('finds an exception of %s', (exception) => {
    expect(lintedSpots([`{ id: others, unless: { ${exception} }, then: deny }`])).toEqual(['6:29 denies-absent']);
  });

  test.each([
    [
      'where `when` is about emails as well',
      '{ id: a, when: { disposableEmail: true }, unless: { emailDomain: [example.com] }, then: deny }',
    ],
    [
      'in an approval',
      '{ id: a, when: { client: [a] }, unless: { emailDomain: [example.com] }, then: approve, verify: [email], acknowledge: only staff reach that page }',
    ],
    ['in a code rule', '{ id: a, unless: { emailDomain: [example.com] }, then: code }'],
    ['of a client', '{ id: a, unless: { client: [a] }, then: deny }'],
    ['of another attribute', '{ id: a, unless: { attribute: { "custom:team": [a] } }, then: deny }'],
  ])('is silent about an exception %s', (_, rule) => {
    expect(lintedSpots([rule])).toEqual([]);
  });

  test.each([
    ['email', []],
    ['phone_number', ['6:57 denies-absent']],
    ['email, phone_number', ['6:64 denies-absent']],
  ])('takes `given: [%s]` for what it says', (given, expected) => {
    const rule = `{ id: a, when: { given: [${given}] }, unless: { emailDomain: [example.com] }, then: deny }`;

    expect(lintedSpots([rule])).toEqual(expected);
  });

  test('is silent about an exception of what is given', () => {
    expect(lintedSpots(['{ id: a, unless: { given: [email] }, then: deny }'])).toEqual([]);
  });

  test('a condition on the phone says nothing about the email', () => {
    const rule = '{ id: a, when: { phoneCountry: [US] }, unless: { emailDomain: [example.com] }, then: deny }';

    expect(lintedSpots([rule])).toEqual(['6:54 denies-absent']);
  });

  test.each([
    'emailAttested',
    'phoneAttested',
  ])('is silent about an exception of %s: it is about who brings one', (field) => {
    const rules = [{ id: 'a', unless: { [field]: ['invitations'] }, then: 'deny' as const }];

    expect(deniesAbsent(aDocument({ rules }))).toEqual([]);
  });
});
