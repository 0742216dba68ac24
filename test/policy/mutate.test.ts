import { expect, test } from 'vitest';
import { mutantsOf } from '../../src/policy/mutate.ts';
import { aDocument, anApproval } from '../support/policies.ts';

test('changes one value or flag at a time', () => {
  const rule = anApproval({
    when: { emailDomain: ['example.com', '*.example.com'], client: ['one'] },
    unless: { emailTag: true },
    verify: ['email'],
  });

  const changes = mutantsOf(aDocument({ rules: [rule] })).map(({ change }) => change);

  expect(changes).toEqual([
    'dropped',
    '`then: code`',
    '`then: deny`',
    '`verify` without email',
    '`verify` with phone_number',
    '`when` without `emailDomain`',
    '`when` emailDomain without `example.com`',
    '`when` emailDomain without `*.example.com`',
    '`when` without `client`',
    '`when` client `other-one` for `one`',
    '`unless` dropped',
    '`otherwise: deny`',
  ]);
});

test('leaves the rest of the policy alone', () => {
  const rules = [anApproval({ id: 'a' }), anApproval({ id: 'b' })];

  for (const { rule, document } of mutantsOf(aDocument({ rules }))) {
    const untouched = rules.filter(({ id }) => id !== rule);
    expect(document.rules).toEqual(expect.arrayContaining(untouched));
  }
});
