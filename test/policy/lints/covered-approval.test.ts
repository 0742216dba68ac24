import { describe, expect, test } from 'vitest';
import { coveredApproval } from '../../../src/policy/lints/covered-approval.ts';
import { documentOf, lintedSpots } from './linted.ts';

const STAFF = 'then: approve, verify: [email], acknowledge: only staff reach that page';

const APPROVAL = `{ id: staff, when: { emailDomain: [a.example.com, b.example.com] }, ${STAFF} }`;

describe('the warning `covered-approval`', () => {
  test('names the domain that a denial takes away, and the denial', () => {
    const document = documentOf([APPROVAL, '{ id: rivals, when: { emailDomain: [b.example.com] }, then: deny }']);

    expect(coveredApproval(document)).toEqual([
      {
        code: 'covered-approval',
        path: ['rules', 0, 'when', 'emailDomain', 1],
        message: '`b.example.com` here approves nobody: `rivals` denies all of it',
      },
    ]);
  });

  test('names an approval of which nothing is left', () => {
    const document = documentOf([APPROVAL, '{ id: all, when: { emailDomain: ["*.example.com"] }, then: deny }']);

    expect(coveredApproval(document)).toEqual([
      {
        code: 'covered-approval',
        path: ['rules', 0, 'then'],
        message: '`staff` approves nobody: `all` denies whoever it is about',
      },
    ]);
  });

  test.each([
    [
      'a wildcard above',
      `{ id: s, when: { emailDomain: ["*.b.example.com", c.example.com] }, ${STAFF} }`,
      '"*.b.example.com"',
    ],
    [
      'the same client',
      `{ id: s, when: { emailDomain: [b.example.com, c.example.com], client: [x] }, ${STAFF} }`,
      'b.example.com',
    ],
  ])('finds a value under %s', (_, approval, domain) => {
    const denial = `{ id: no, when: { emailDomain: [${domain}] }, then: deny }`;

    expect(lintedSpots([approval, denial])).toEqual(['6:36 covered-approval']);
  });

  test.each([
    ['the same client', '{ client: [x, y] }'],
    ['sign-ups, too', '{ client: [x], trigger: [external-provider, sign-up] }'],
  ])('finds an approval under a denial of %s', (_, when) => {
    const approval = `{ id: s, when: { client: [x] }, ${STAFF} }`;

    expect(lintedSpots([approval, `{ id: no, when: ${when}, then: deny }`])).toEqual(['6:37 covered-approval']);
  });

  test.each([
    ['email', 'emailDomain: [a.example.com]'],
    ['phone_number, email', 'emailAddress: [a@example.com]'],
    ['phone_number', 'phoneCountry: [US]'],
    ['email', 'given: [email]'],
  ])('finds an approval of people who gave their address under a denial of given: [%s]', (given, when) => {
    const rules = [`{ id: s, when: { ${when} }, ${STAFF} }`, `{ id: no, when: { given: [${given}] }, then: deny }`];

    expect(coveredApproval(documentOf(rules)).map(({ message }) => message)).toEqual([
      '`s` approves nobody: `no` denies whoever it is about',
    ]);
  });

  test.each([
    ['another contact', 'phoneCountry: [US]', '{ given: [email] }', 'then: deny'],
    ['one more contact', 'emailDomain: [a.example.com]', '{ given: [phone_number] }', 'then: deny'],
    ['an attribute', 'client: [x]', '{ given: [email, nickname] }', 'then: deny'],
    ['one of two contacts', 'given: [email, phone_number]', '{ given: [email] }', 'then: deny'],
    ['one domain of a wildcard', 'emailDomain: ["*.example.com"]', '{ emailDomain: [b.example.com] }', 'then: deny'],
    ['what lies below a domain', 'emailDomain: [example.com]', '{ emailDomain: ["*.example.com"] }', 'then: deny'],
    ['another client', 'client: [x, y]', '{ client: [x] }', 'then: deny'],
    [
      'one client of that domain',
      'emailDomain: [example.com]',
      '{ emailDomain: [example.com], client: [x] }',
      'then: deny',
    ],
    ['with an exception', 'client: [x]', '{ client: [x] }', 'unless: { client: [y] }, then: deny'],
    ['other sources', 'client: [x]', '{ client: [x], trigger: [admin-create] }', 'then: deny'],
    ['a provider', 'client: [x]', '{ client: [x], provider: [Google] }', 'then: deny'],
  ])('is silent beside a denial of %s', (_, approved, denied, outcome) => {
    const rules = [`{ id: s, when: { ${approved} }, ${STAFF} }`, `{ id: no, when: ${denied}, ${outcome} }`];

    expect(lintedSpots(rules)).toEqual([]);
  });

  test('is silent where one of both is only observed, or ends', () => {
    const denial = '{ id: all, when: { emailDomain: ["*.example.com"] }, then: deny }';

    expect(lintedSpots([APPROVAL.replace('when:', 'mode: observe, when:'), denial])).toEqual([]);
    for (const term of ['mode: observe', 'from: 2027-01-01', 'until: 2027-01-01'])
      expect(lintedSpots([APPROVAL, denial.replace('when:', `${term}, when:`)])).toEqual([]);
  });

  test('is silent where the other rule only asks for a code', () => {
    expect(lintedSpots([APPROVAL, '{ id: c, when: { emailDomain: [b.example.com] }, then: code }'])).toEqual([]);
  });

  test('names each domain with the first denial of it where a later one denies them all', () => {
    const denials = ['a.example.com', 'a.example.com, b.example.com'].map(
      (domains, index) => `{ id: no-${index}, when: { emailDomain: [${domains}] }, then: deny }`,
    );

    expect(coveredApproval(documentOf([APPROVAL, ...denials])).map(({ message }) => message)).toEqual([
      '`a.example.com` here approves nobody: `no-0` denies all of it',
      '`b.example.com` here approves nobody: `no-1` denies all of it',
    ]);
  });

  test('names each domain where two denials share them', () => {
    const denials = ['a', 'b'].map((id) => `{ id: ${id}, when: { emailDomain: [${id}.example.com] }, then: deny }`);

    expect(lintedSpots([APPROVAL, ...denials])).toEqual(['6:40 covered-approval', '6:55 covered-approval']);
  });

  test('finds the denial of a client behind one of another domain', () => {
    const approval = `{ id: s, when: { client: [x], emailDomain: [a.example.com] }, ${STAFF} }`;
    const denials = [
      '{ id: no, when: { emailDomain: [b.example.com] }, then: deny }',
      '{ id: never, when: { client: [x] }, then: deny }',
    ];

    expect(coveredApproval(documentOf([approval, ...denials])).map(({ message }) => message)).toEqual([
      '`s` approves nobody: `never` denies whoever it is about',
    ]);
  });

  test('finds a value under a denial of that domain for more clients', () => {
    const approval = `{ id: s, when: { emailDomain: [b.example.com, c.example.com], client: [x] }, ${STAFF} }`;
    const denial = '{ id: no, when: { emailDomain: [b.example.com], client: [x, y] }, then: deny }';

    expect(lintedSpots([approval, denial])).toEqual(['6:36 covered-approval']);
  });

  test('finds an approval without conditions under no denial of a domain', () => {
    const rules = [`{ id: s, ${STAFF} }`, '{ id: no, when: { emailDomain: [b.example.com] }, then: deny }'];

    expect(coveredApproval(documentOf(rules))).toEqual([]);
  });
});
