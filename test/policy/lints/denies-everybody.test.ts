import { describe, expect, test } from 'vitest';
import { deniesEverybody } from '../../../src/policy/lints/denies-everybody.ts';
import { documentOf, lintedSpots } from './linted.ts';

const STAFF =
  '{ id: staff, when: { client: [a] }, then: approve, verify: [email], acknowledge: only staff reach that page }';

describe('the warning `denies-everybody`', () => {
  test('says what is lost, and what was meant', () => {
    expect(deniesEverybody(documentOf([STAFF, '{ id: rest, then: deny }']))).toEqual([
      {
        code: 'denies-everybody',
        path: ['rules', 1, 'then'],
        message:
          '`rest` denies everybody, so `staff` approves nobody; for whoever no rule matches write `otherwise: deny`',
      },
    ]);
  });

  test('counts several approvals', () => {
    const [found] = deniesEverybody(documentOf([STAFF, STAFF.replace('staff', 'more'), '{ id: rest, then: deny }']));

    expect(found?.message).toContain('so 2 approvals approve nobody');
  });

  test.each([
    '',
    'when: { trigger: [sign-up] }, ',
    'when: { trigger: [external-provider, sign-up] }, ',
  ])('finds a denial with {%s}, once', (when) => {
    expect(lintedSpots([`{ id: rest, ${when}then: deny }`, STAFF])).toEqual([`6:${17 + when.length} denies-everybody`]);
  });

  test.each([
    ['of other sources', '{ id: rest, when: { trigger: [external-provider] }, then: deny }'],
    ['of some', '{ id: rest, when: { client: [b] }, then: deny }'],
    ['with an exception', '{ id: rest, unless: { client: [a] }, then: deny }'],
  ])('is silent about a denial %s', (_, denial) => {
    expect(lintedSpots([STAFF, denial])).toEqual([]);
  });

  test('is silent where the denial, or the approval, is only observed', () => {
    const observed = STAFF.replace('when:', 'mode: observe, when:');

    expect(lintedSpots([STAFF, '{ id: rest, then: deny, mode: observe }'])).toEqual([]);
    expect(lintedSpots([observed, '{ id: rest, then: deny }'])).toEqual([]);
  });

  test('finds a code for everybody, which beats approval as well', () => {
    expect(deniesEverybody(documentOf([STAFF, '{ id: rest, then: code }']))).toEqual([
      {
        code: 'code-for-everybody',
        path: ['rules', 1, 'then'],
        message:
          '`rest` sends everybody to the code, so `staff` approves nobody; for whoever no rule matches write `otherwise: code`',
      },
    ]);
  });

  test.each([
    ['for some', '{ id: rest, when: { client: [b] }, then: code }'],
    ['with an exception', '{ id: rest, unless: { client: [a] }, then: code }'],
    ['that ends', '{ id: rest, then: code, until: 2027-01-01 }'],
  ])('is silent about a code %s', (_, code) => {
    expect(lintedSpots([STAFF, code])).toEqual([]);
  });

  test('is silent where nobody is approved', () => {
    expect(lintedSpots(['{ id: c, then: code }', '{ id: rest, then: deny }'])).toEqual([]);
  });
});
