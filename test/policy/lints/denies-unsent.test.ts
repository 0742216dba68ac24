import { describe, expect, test } from 'vitest';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { deniesUnsent } from '../../../src/policy/lints/denies-unsent.ts';
import { aDocument } from '../../support/policies.ts';
import { documentOf, lintedSpots } from './linted.ts';

const EXCEPTION = 'unless: { metadata: { code: [spring] } }, then: deny';

describe('the warning `denies-unsent`', () => {
  test('says who can carry none, and the remedy', () => {
    expect(deniesUnsent(documentOf([`{ id: others, ${EXCEPTION} }`]))).toEqual([
      {
        code: 'denies-unsent',
        path: ['rules', 0, 'unless', 'metadata'],
        message:
          '`others` refuses every federated sign-in, which carries no client metadata; if that is not meant, add `trigger: [sign-up]` to its `when`',
      },
    ]);
  });

  test('knows validation data, too', () => {
    const rule = '{ id: others, unless: { validationData: { code: [spring] } }, then: deny }';

    expect(lintedSpots([rule])).toEqual(['6:29 denies-unsent']);
    expect(deniesUnsent(documentOf([rule]))[0]?.message).toContain('carries no validation data;');
  });

  test.each(['emailAttested', 'phoneAttested'])('knows that %s is sent along', (field) => {
    const rules: readonly RuleDocument[] = [{ id: 'others', unless: { [field]: ['invitations'] }, then: 'deny' }];

    expect(deniesUnsent(aDocument({ rules })).map(({ message }) => message)).toEqual([
      '`others` refuses every federated sign-in, which carries no attestation; if that is not meant, add `trigger: [sign-up]` to its `when`',
    ]);
  });

  test.each([
    '{ id: others, when: { client: [a] }, unless: { metadata: { code: [spring] } }, then: deny }',
    '{ id: others, when: { trigger: [sign-up, external-provider] }, unless: { metadata: { code: [spring] } }, then: deny }',
  ])('finds it in %s', (rule) => {
    expect(lintedSpots([rule])).toEqual([`6:${rule.indexOf('metadata') + 5} denies-unsent`]);
  });

  test.each([
    ['of sign-ups alone', `{ id: a, when: { trigger: [sign-up] }, ${EXCEPTION} }`],
    ['of administrators', `{ id: a, when: { trigger: [admin-create, sign-up] }, ${EXCEPTION} }`],
    ['of whoever sends some', `{ id: a, when: { metadata: { code: [autumn] } }, ${EXCEPTION} }`],
  ])('is silent about a denial %s', (_, rule) => {
    expect(lintedSpots([rule])).toEqual([]);
  });

  test('is silent about a code rule', () => {
    expect(lintedSpots(['{ id: a, unless: { metadata: { code: [spring] } }, then: code }'])).toEqual([]);
  });
});
