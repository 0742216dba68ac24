/**
 * The strict form of a document, as it stands in Parameter Store: every default written out, nothing else beside it.
 */
import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import { readPolicyDocument } from '../../src/policy/schema.ts';
import { aDocument, anApproval } from '../support/policies.ts';

const DENIAL = { id: 'one', then: 'deny' };

/** A document with fields of whatever kind. */
function withFields(fields: Readonly<Record<string, unknown>>): unknown {
  return { ...aDocument(), ...fields };
}

function withRule(fields: Readonly<Record<string, unknown>>): unknown {
  return withFields({ rules: [{ ...DENIAL, ...fields }] });
}

const EVERY_CONDITION = {
  emailDomain: ['example.com', '*.example.org'],
  emailAddress: ['ada@example.com'],
  emailTag: true,
  disposableEmail: true,
  phoneCountry: ['US'],
  attribute: { 'custom:team': ['sales'] },
  metadata: { campaign: ['spring'] },
  client: ['client1'],
  trigger: ['sign-up'],
  provider: ['Google'],
};

test.each([
  ['no rules', aDocument()],
  ['an approval', aDocument({ rules: [anApproval()] })],
  ['every condition', withRule({ when: EVERY_CONDITION, unless: EVERY_CONDITION, message: 'No' })],
  ["empty conditions, which are an invariant's", withRule({ when: {}, verify: [] })],
  ['the mode `observe`', withFields({ mode: 'observe' })],
  ['the mode `code-only`', withFields({ mode: 'code-only' })],
  ['a refusal of the others', withFields({ otherwise: 'deny' })],
  ['a rule that asks for a code', withRule({ then: 'code' })],
  ['a rule that only observes', withRule({ mode: 'observe' })],
  ['the longest id', withRule({ id: 'a-0'.repeat(21).padEnd(64, 'z') })],
  ['the longest sentence', withFields({ denyMessage: 'é'.repeat(200) })],
  [
    'verified holders',
    withFields({ collision: { holders: 'verified', then: 'deny', code: 'allow', federated: 'allow' } }),
  ],
  [
    'a sentence for collisions',
    withFields({ collision: { ...DEFAULT_SETTINGS.collision, message: 'Sign in instead' } }),
  ],
  ['no duplicates', withFields({ collision: { holders: 'any', then: 'withhold', code: 'deny', federated: 'deny' } })],
  ['any holders', withFields({ collision: { holders: 'any', then: 'withhold', code: 'allow', federated: 'allow' } })],
  ['a lookup by list', withFields({ lookup: 'list' })],
  ['a lookup by alias', withFields({ lookup: 'alias' })],
  ['refusal without dependencies', withFields({ unavailable: { directory: 'deny', claims: 'deny' } })],
  [
    'a refusal without the companion',
    withFields({ unavailable: { directory: 'code', claims: 'code', companion: 'deny' } }),
  ],
  ['a code without dependencies', withFields({ unavailable: { directory: 'code', claims: 'code' } })],
  ['limits that nobody counts', withFields({ unavailable: { directory: 'code', claims: 'code', limits: 'ignore' } })],
])('the schema reads a document with %s', (_, json) => {
  expect(readPolicyDocument(json)).toEqual(json);
});

test.each([
  ['nothing', undefined],
  ['a list', []],
  ['another version', withFields({ version: 2 })],
  ['no mode', withFields({ mode: undefined })],
  ['an empty mode', withFields({ mode: '' })],
  ['an empty `otherwise`', withFields({ otherwise: '' })],
  ['an approval of the others', withFields({ otherwise: 'approve' })],
  ['a stray key', withFields({ extra: true })],
  ['no rules', withFields({ rules: undefined })],
  ['no sentence for refusals', withFields({ denyMessage: '' })],
  ['no sentence for the busy', withFields({ busyMessage: '' })],
  ['no sentence for taken names', withFields({ nameMessage: '' })],
  ['a word for taken names that is none', withFields({ takenNames: 'allow' as 'ignore' })],
  ['a sentence that is too long', withFields({ denyMessage: 'x'.repeat(201) })],
  ['a sentence of two lines', withFields({ denyMessage: 'one\ntwo' })],
  ['a sentence that begins with a tab', withFields({ denyMessage: '\tone' })],
  ['a sentence that ends with a line break', withFields({ denyMessage: 'one\n' })],
  ['a collision without its holders', withFields({ collision: { then: 'deny', code: 'allow', federated: 'allow' } })],
  ['a collision with a stray key', withFields({ collision: { ...DEFAULT_SETTINGS.collision, extra: true } })],
  ['empty words for collisions', withFields({ collision: { ...DEFAULT_SETTINGS.collision, holders: '' } })],
  ['an empty way out of duplicates', withFields({ collision: { ...DEFAULT_SETTINGS.collision, code: '' } })],
  [
    'collisions that say nothing of providers',
    withFields({ collision: { holders: 'any', then: 'deny', code: 'allow' } }),
  ],
  ['an empty sentence for collisions', withFields({ collision: { ...DEFAULT_SETTINGS.collision, message: '' } })],
  ['an empty way out of collisions', withFields({ collision: { ...DEFAULT_SETTINGS.collision, then: '' } })],
  ['an empty lookup', withFields({ lookup: '' })],
  ['one dependency', withFields({ unavailable: { directory: 'code' } })],
  [
    'an empty way out of the companion',
    withFields({ unavailable: { directory: 'code', claims: 'code', companion: '' } }),
  ],
  ['a stray dependency', withFields({ unavailable: { directory: 'code', claims: 'code', extra: 'code' } })],
  ['an empty way out of limits', withFields({ unavailable: { directory: 'code', claims: 'code', limits: '' } })],
  ['a rule without an id', withRule({ id: undefined })],
  ['an empty id', withRule({ id: '' })],
  ['an id that is too long', withRule({ id: 'a'.repeat(65) })],
  ['an id with a capital', withRule({ id: 'One' })],
  ['an id that begins with a blank', withRule({ id: ' one' })],
  ['an id that ends with a line break', withRule({ id: 'one\n' })],
  ['an empty mode of a rule', withRule({ mode: '' })],
  ['an empty effect', withRule({ then: '' })],
  ['a stray key in a rule', withRule({ emailTag: true })],
  ['an attribute that is no alias', withRule({ verify: ['name'] })],
  ['an empty attribute', withRule({ verify: [''] })],
  ['an empty reason', withRule({ acknowledge: '' })],
  ['an empty message', withRule({ message: '' })],
  ['a condition that does not exist', withRule({ when: { shoeSize: ['44'] } })],
  ['an empty list', withRule({ when: { client: [] } })],
  ['an empty value', withRule({ when: { client: [''] } })],
  ['a flag that is false', withRule({ when: { emailTag: false } })],
  ['a list for a flag', withRule({ when: { emailTag: ['true'] } })],
  ['a flag for a list', withRule({ unless: { client: true } })],
  ['a list for a map', withRule({ unless: { metadata: ['spring'] } })],
  ['an empty name', withRule({ when: { metadata: { '': ['spring'] } } })],
  ['a name with an empty list', withRule({ when: { metadata: { campaign: [] } } })],
])('the schema refuses a document with %s', (_, json) => {
  expect(readPolicyDocument(json)).toBeNull();
});
