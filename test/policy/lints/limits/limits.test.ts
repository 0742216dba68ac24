/**
 * What `check` says of limits.
 */
import { describe, expect, test } from 'vitest';
import { limitNeverReached } from '../../../../src/policy/lints/limits/never-reached.ts';
import { sameLimit } from '../../../../src/policy/lints/limits/same-limit.ts';
import { limitShutsOut } from '../../../../src/policy/lints/limits/typed-key.ts';
import { aDocument } from '../../../support/policies.ts';
import { documentOf, lintedSpots } from '../linted.ts';

function limited(id: string, limit: string, rest = 'then: code'): string {
  return `{ id: ${id}, limit: { ${limit} }, ${rest} }`;
}

const TEN = 'by: client, count: 10, per: 1h';

describe('the warnings about limits', () => {
  test.each([
    ['count: 3000, per: 1m', 1],
    ['count: 2999, per: 1m', 0],
    ['count: 180000, per: 1h', 1],
    ['count: 179999, per: 1h', 0],
  ])('a limit of %s that nobody can reach is said', (limit, times) => {
    const found = limitNeverReached(documentOf([limited('flood', `by: client, ${limit}`)]));

    expect(found).toHaveLength(times);
  });

  test('a limit that nobody can reach is said with the quota', () => {
    expect(limitNeverReached(documentOf([limited('flood', 'by: client, count: 5000, per: 1m')]))).toEqual([
      {
        code: 'limit-never-reached',
        path: ['rules', 0, 'limit', 'count'],
        message:
          '`flood` never takes part: Cognito takes 50 sign-ups a second unless AWS raised that, 3000 in 1m, and 5000 may pass',
      },
    ]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['a larger count', [limited('a', TEN), limited('b', 'by: client, count: 20, per: 60m')], ['b']],
    ['a weaker effect', [limited('a', TEN), limited('b', TEN, 'then: deny, unless: { emailAttested: [x] }')], []],
    ['the same twice', [limited('a', TEN), limited('b', TEN)], ['b']],
    ['a code below a denial', [limited('a', TEN), limited('b', 'by: client, count: 20, per: 1h', 'then: deny')], []],
    ['a denial below a code', [limited('a', TEN, 'then: deny'), limited('b', 'by: client, count: 20, per: 1h')], ['b']],
    ['another key', [limited('a', TEN), limited('b', 'by: mailbox, count: 20, per: 1h')], []],
    ['a longer time', [limited('a', TEN), limited('b', 'by: client, count: 20, per: 1d')], []],
    ['a shorter time', [limited('a', TEN), limited('b', 'by: client, count: 20, per: 59m')], ['b']],
    ['a smaller count in a shorter time', [limited('a', TEN), limited('b', 'by: client, count: 9, per: 1m')], []],
    ['everybody before', [limited('a', 'by: everybody, count: 10, per: 1h'), limited('b', TEN)], ['b']],
    ['everybody after', [limited('a', TEN), limited('b', 'by: everybody, count: 10, per: 1h')], ['a']],
    ['everybody later', [limited('a', TEN), limited('b', 'by: everybody, count: 11, per: 1h')], []],
    ['other conditions', [limited('a', TEN), limited('b', TEN, 'when: { client: [x] }, then: code')], []],
    ['another end', [limited('a', TEN), limited('b', TEN, 'until: 2027-01-01, then: code')], []],
    ['a rule that only observes', [limited('a', TEN, 'then: code, mode: observe'), limited('b', TEN)], []],
  ])('of two limits on one key, the one that never matters is said: %s', (_, rules, idle) => {
    const document = documentOf(rules.filter((rule) => !rule.includes('emailAttested')));

    expect(sameLimit(document).map(({ path }) => document.rules[Number(path[1])]?.id)).toEqual(idle);
  });

  test.each([
    ['emailDomain', 'everybody of one domain'],
    ['mailbox', 'the owner of one mailbox'],
    ['phonePrefix', 'everybody with a number of one range'],
    ['phoneCountry', 'everybody with a number of one country'],
    ['client', 'everybody who uses one app client'],
    ['everybody', 'everybody'],
  ])('a denial by %s is said to shut out %s', (by, whom) => {
    expect(limitShutsOut(documentOf([limited('flood', `by: ${by}, count: 30, per: 1h`, 'then: deny')]))).toEqual([
      {
        code: 'limit-shuts-out',
        path: ['rules', 0, 'limit'],
        message: `anybody can send 31 sign-ups within 1h, and \`flood\` then shuts out ${whom}; spare those who prove their address with \`unless: { emailAttested: […] }\`, or write \`then: code\``,
      },
    ]);
  });

  test.each([
    ['a provider', 'by: provider, count: 30, per: 1h', 'then: deny'],
    ['a code', 'by: client, count: 30, per: 1h', 'then: code'],
    ['a rule that only observes', 'by: client, count: 30, per: 1h', 'then: deny, mode: observe'],
  ])('nobody is shut out by %s', (_, limit, rest) => {
    expect(lintedSpots([limited('flood', limit, rest)])).toEqual([]);
  });

  test('whoever proves the address is spared', () => {
    const settings = 'otherwise: code\nattesters: [{ id: invitations, maxAge: 1d, keys: [] }]';
    const rule = limited(
      'flood',
      TEN,
      'then: deny, unless: { emailAttested: [invitations] }, when: { trigger: [sign-up] }',
    );

    expect(limitShutsOut(documentOf([rule], settings))).toEqual([]);
  });

  test('a limit that never matters is named with the one that takes part sooner', () => {
    expect(sameLimit(documentOf([limited('a', TEN), '{ id: plain, then: code }', limited('b', TEN)]))).toEqual([
      {
        code: 'limit-idle',
        path: ['rules', 2, 'limit'],
        message: '`b` never matters: `a` counts the same key and takes part sooner, with `then: code`',
      },
    ]);
  });

  test('a limit that one on everybody makes idle is named with it', () => {
    const [found] = sameLimit(documentOf([limited('a', 'by: everybody, count: 10, per: 1h'), limited('b', TEN)]));

    expect(found?.message).toBe('`b` never matters: `a` counts everybody and takes part sooner, with `then: code`');
  });

  test.each(['emailAttested', 'phoneAttested'])('whoever is spared by %s is not shut out', (field) => {
    const limit = { by: 'client', count: 30, per: '1h' } as const;
    const rules = [{ id: 'a', limit, unless: { [field]: ['x'] }, then: 'deny' }] as const;

    expect(limitShutsOut(aDocument({ rules }))).toEqual([]);
  });
});
