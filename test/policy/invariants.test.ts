/**
 * What a policy must obey beyond its shape: every broken invariant, its place and its sentence.
 */
import { expect, test } from 'vitest';
import type { RuleDocument } from '../../src/core/policy.ts';
import { breachesOf } from '../../src/policy/invariants.ts';
import { anApproval } from '../support/policies.ts';

const DENIAL: RuleDocument = { id: 'one', then: 'deny' };
const CODE: RuleDocument = { id: 'one', then: 'code' };

const VERIFY = {
  code: 'verify-without-approve',
  path: ['rules', 0, 'verify'],
  message: '`verify` needs `then: approve`',
};
const ACKNOWLEDGE = {
  code: 'acknowledge-without-approve',
  path: ['rules', 0, 'acknowledge'],
  message: '`acknowledge` needs `then: approve`',
};
const MESSAGE = {
  code: 'message-without-deny',
  path: ['rules', 0, 'message'],
  message: '`message` needs `then: deny`',
};
const SILENT = {
  code: 'verify-without-acknowledge',
  path: ['rules', 0, 'verify'],
  message:
    '`verify: [email, phone_number]` needs `emailAttested` and `phoneAttested` under `when`, or `acknowledge`: write down why whoever signs up may be trusted to own what they typed',
};

function empty(path: readonly string[], key: string) {
  return {
    code: 'empty-conditions',
    path: ['rules', 0, ...path],
    message: `\`${key}\` is empty; name a condition or leave it out`,
  };
}

function claimed(half: string, field: string) {
  return {
    code: 'approve-on-claimed-value',
    path: ['rules', 0, half, field],
    message: `an approval may not rest on \`${field}\`: anyone may type it`,
  };
}

test.each<[string, RuleDocument]>([
  ['a bare denial', DENIAL],
  ['a bare code', CODE],
  ['a denial with a message', { ...DENIAL, message: 'No' }],
  ['an approval that verifies and says why', anApproval()],
  ['an approval that verifies nothing', { id: 'one', then: 'approve' }],
  ['an approval with an empty `verify`', { id: 'one', then: 'approve', verify: [] }],
  ['an approval that says why it does not verify', anApproval({ verify: undefined })],
  ['a denial on typed values', { ...DENIAL, when: { metadata: { a: ['b'] }, attribute: { c: ['d'] } } }],
  ['a denial with conditions', { ...DENIAL, when: { emailDomain: ['example.com'] }, unless: { emailTag: true } }],
  ['an approval with conditions', anApproval({ when: { emailTag: true }, unless: { client: ['client1'] } })],
  ['an approval on a field that no condition knows', anApproval({ when: { shoeSize: ['44'] } })],
])('the check of invariants finds nothing wrong with %s', (_, rule) => {
  expect(breachesOf({ rules: [rule] })).toEqual([]);
});

test.each<[string, RuleDocument, readonly unknown[]]>([
  ['a denial that verifies', { ...DENIAL, verify: ['email'] }, [VERIFY]],
  ['a code with an empty `verify`', { ...CODE, verify: [] }, [VERIFY]],
  ['a code that says why', { ...CODE, acknowledge: 'because' }, [ACKNOWLEDGE]],
  ['a code with a message', { ...CODE, message: 'No' }, [MESSAGE]],
  ['an approval with a message', anApproval({ message: 'No' }), [MESSAGE]],
  [
    'a code with all three',
    { ...CODE, ...anApproval({ then: 'code', message: 'No' }) },
    [VERIFY, ACKNOWLEDGE, MESSAGE],
  ],
  ['an approval that verifies without a reason', anApproval({ acknowledge: undefined }), [SILENT]],
  ['an approval that verifies for a blank reason', anApproval({ acknowledge: ' \t' }), [SILENT]],
  ['an empty `when`', { ...DENIAL, when: {} }, [empty(['when'], 'when')]],
  ['an empty `unless`', { ...DENIAL, unless: {} }, [empty(['unless'], 'unless')]],
  ['an empty list', { ...DENIAL, when: { client: [] } }, [empty(['when', 'client'], 'client')]],
  ['an empty map', { ...DENIAL, unless: { metadata: {} } }, [empty(['unless', 'metadata'], 'metadata')]],
  ['an approval on typed values', anApproval({ when: { metadata: { a: ['b'] } } }), [claimed('when', 'metadata')]],
  [
    'an approval on validation data',
    anApproval({ when: { validationData: { a: ['b'] } } }),
    [claimed('when', 'validationData')],
  ],
  [
    'an approval but for typed values',
    anApproval({ unless: { attribute: { a: ['b'] } } }),
    [claimed('unless', 'attribute')],
  ],
  [
    'an approval on typed values of none',
    anApproval({ when: { attribute: {} } }),
    [empty(['when', 'attribute'], 'attribute'), claimed('when', 'attribute')],
  ],
])('the check of invariants refuses %s', (_, rule, breaches) => {
  expect(breachesOf({ rules: [rule] })).toEqual(breaches);
});

test('the check of invariants refuses an id taken by a rule above', () => {
  const rules = [DENIAL, { ...CODE, id: 'two' }, { ...CODE, message: 'No' }];

  expect(breachesOf({ rules })).toEqual([
    { code: 'duplicate-id', path: ['rules', 2, 'id'], message: 'the id `one` is already taken by a rule above' },
    { ...MESSAGE, path: ['rules', 2, 'message'] },
  ]);
});

test.each([
  ['from', '2027-02-31', 'is no day and no time'],
  ['until', '2027-02-31T12:00:00', 'is no day and no time'],
  ['until', '2027-03-31T12:00:00', 'names no zone'],
  ['until', 'x2027-03-31T12:00:00', 'is no day and no time'],
  ['from', '2027-03-31T12:00:00Z!', 'is no day and no time'],
])('a term whose `%s` is %s is a breach', (key, text, words) => {
  const [breach, ...others] = breachesOf({ rules: [{ ...DENIAL, [key]: text }] });

  expect(others).toEqual([]);
  expect(breach).toMatchObject({ code: 'bad-time', path: ['rules', 0, key] });
  expect(breach?.message).toContain(`\`${text}\` ${words}`);
});

test.each([
  ['2027-01-02', '2027-01-01', ['from-after-until']],
  ['2027-01-01T12:00:00Z', '2027-01-01T12:00:00Z', ['from-after-until']],
  ['2027-01-01', '2027-01-01', []],
  ['2027-02-31', '2027-01-01', ['bad-time']],
])('a term from %s until %s: %j', (from, until, codes) => {
  expect(breachesOf({ rules: [{ ...DENIAL, from, until }] }).map(({ code }) => code)).toEqual(codes);
});

test('a term that ends before it begins is told at its end', () => {
  expect(breachesOf({ rules: [{ ...DENIAL, from: '2027-01-02', until: '2027-01-01' }] })).toEqual([
    {
      code: 'from-after-until',
      path: ['rules', 0, 'until'],
      message: '`until` is not after `from`: the rule never takes part',
    },
  ]);
});
