import { expect, test } from 'vitest';
import type { ConditionSet, RuleDocument } from '../../../src/core/policy.ts';
import { mutantsOf } from '../../../src/policy/cases/mutate.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

test('a mutant changes one value or flag at a time', () => {
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

test('a mutant leaves the rest of the policy alone', () => {
  const rules = [anApproval({ id: 'a' }), anApproval({ id: 'b' }), anApproval({ id: 'c' })];
  const document = aDocument({ rules, denyMessage: 'No' });

  for (const mutant of mutantsOf(document).filter(({ rule }) => rule === 'b')) {
    expect(mutant.document).toEqual({ ...document, rules: expect.anything() });
    expect(mutant.document.rules.at(0)).toEqual(rules[0]);
    expect(mutant.document.rules.at(-1)).toEqual(rules[2]);
  }
});

/** The changes of one rule, each with what becomes of the rule: nothing where it is dropped. */
function changesOf(rule: RuleDocument) {
  const mutants = mutantsOf(aDocument({ rules: [rule] })).filter((mutant) => mutant.rule === rule.id);
  return mutants.map(({ change, document }) => [change, ...document.rules]);
}

/** The changes of one condition of a rule, each with what becomes of the conditions. */
function valuesOf(when: ConditionSet) {
  return changesOf({ id: 'one', then: 'code', when })
    .filter(([change]) => typeof change === 'string' && change.startsWith('`when`'))
    .map(([change, ...rules]) => [change, ...rules.map((rule) => typeof rule === 'object' && rule.when)]);
}

test('a mutant changes every flag of an approval', () => {
  const rule = anApproval({ id: 'a', verify: ['email'], acknowledge: 'because' });

  expect(changesOf(rule)).toEqual([
    ['dropped'],
    ['`then: code`', { id: 'a', then: 'code' }],
    ['`then: deny`', { id: 'a', then: 'deny' }],
    ['`verify` without email', { ...rule, verify: [] }],
    ['`verify` with phone_number', { ...rule, verify: ['email', 'phone_number'] }],
  ]);
});

test('a mutant takes each of two contacts from what is verified', () => {
  const rule = anApproval({ verify: ['email', 'phone_number'] });

  expect(changesOf(rule).slice(3)).toEqual([
    ['`verify` without email', { ...rule, verify: ['phone_number'] }],
    ['`verify` without phone_number', { ...rule, verify: ['email'] }],
  ]);
});

test('a mutant lets an approval without `verify` verify either contact', () => {
  const rule: RuleDocument = { id: 'a', then: 'approve' };

  expect(changesOf(rule).slice(3)).toEqual([
    ['`verify` with email', { ...rule, verify: ['email'] }],
    ['`verify` with phone_number', { ...rule, verify: ['phone_number'] }],
  ]);
});

test('a mutant changes what a denial says', () => {
  const rule: RuleDocument = { id: 'a', then: 'deny', message: 'No', unless: { emailTag: true } };

  expect(changesOf(rule)).toEqual([
    ['dropped'],
    ['`then: approve`', { id: 'a', then: 'approve', unless: { emailTag: true } }],
    ['`then: code`', { id: 'a', then: 'code', unless: { emailTag: true } }],
    ['another `message`', { ...rule, message: 'Another' }],
    ['`unless` dropped', { id: 'a', then: 'deny', message: 'No' }],
  ]);
});

test('a mutant drops a flag beside other conditions', () => {
  expect(valuesOf({ emailTag: true, client: ['a', 'b'] })).toEqual([
    ['`when` without `emailTag`', { client: ['a', 'b'] }],
    ['`when` without `client`', { emailTag: true }],
    ['`when` client without `a`', { emailTag: true, client: ['b'] }],
    ['`when` client without `b`', { emailTag: true, client: ['a'] }],
  ]);
});

test('a mutant changes the values of every name', () => {
  expect(valuesOf({ attribute: { team: ['sales', 'support'], site: ['paris'] } })).toEqual([
    ['`when` dropped', undefined],
    ['`when` attribute team without `sales`', { attribute: { team: ['support'], site: ['paris'] } }],
    ['`when` attribute team without `support`', { attribute: { team: ['sales'], site: ['paris'] } }],
    [
      '`when` attribute site `other-paris` for `paris`',
      { attribute: { team: ['sales', 'support'], site: ['other-paris'] } },
    ],
  ]);
});

test.each([
  ['phoneCountry', 'US', 'AQ'],
  ['phoneCountry', 'AQ', 'US'],
  ['trigger', 'sign-up', 'external-provider'],
  ['trigger', 'admin-create', 'external-provider'],
  ['trigger', 'external-provider', 'sign-up'],
  ['given', 'email', 'phone_number'],
  ['given', 'phone_number', 'email'],
  ['emailDomain', 'example.com', 'other-example.com'],
  ['emailDomain', '*.example.com', '*.other-example.com'],
  ['emailAddress', 'a*.@example.com', 'other-a*.@example.com'],
  ['client', 'USA', 'other-USA'],
  ['client', 'aUS', 'other-aUS'],
])('for the only value of %s, %s, it puts %s', (field, value, other) => {
  expect(valuesOf({ [field]: [value] })).toEqual([
    ['`when` dropped', undefined],
    [`\`when\` ${field} \`${other}\` for \`${value}\``, { [field]: [other] }],
  ]);
});

test.each([
  [24, 24, ['0', '1', '2']],
  [25, 13, ['0', '2', '4']],
  [48, 24, ['0', '2', '4']],
  [49, 17, ['0', '3', '6']],
])('of %i values it changes %i, spread over them', (length, count, first) => {
  const values = Array.from({ length }, (_, index) => String(index));

  const [, ...changes] = valuesOf({ client: values }).map(([change]) => change);

  expect(changes).toHaveLength(count);
  expect(changes.slice(0, 3)).toEqual(first.map((value) => `\`when\` client without \`${value}\``));
});

test.each([
  ['code', 'deny'],
  ['deny', 'code'],
] as const)('a mutant turns `otherwise: %s` into `otherwise: %s`', (otherwise, other) => {
  const document = aDocument({ otherwise });

  expect(mutantsOf(document)).toEqual([
    { rule: 'otherwise', change: `\`otherwise: ${other}\``, document: { ...document, otherwise: other } },
  ]);
});

test.each([
  ['from', '2027-01-01'],
  ['until', '2027-03-31'],
  ['mode', 'observe'],
] as const)('a mutant takes `%s` away', (key, value) => {
  const rule = { id: 'one', then: 'code', [key]: value } as const;
  const { [key]: _, ...without } = rule;

  const changes = mutantsOf(aDocument({ rules: [rule] })).filter(({ change }) => change === `without \`${key}\``);

  expect(changes.map(({ document }) => document.rules)).toEqual([[without]]);
});

test('a mutant lets one more pass a limit, and never lets a limit approve', () => {
  const limit = { by: 'client', count: 3, per: '1h' } as const;
  const flood: RuleDocument = { id: 'flood', then: 'deny', limit };

  expect(changesOf(flood)).toEqual([
    ['dropped'],
    ['`then: code`', { id: 'flood', then: 'code', limit }],
    ['without `limit`', { id: 'flood', then: 'deny' }],
    ['`count: 4`', { ...flood, limit: { ...limit, count: 4 } }],
  ]);
  expect(changesOf({ id: 'flood', then: 'deny' }).map(([change]) => change)).toEqual([
    'dropped',
    '`then: approve`',
    '`then: code`',
  ]);
});
