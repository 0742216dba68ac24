import { expect, test } from 'vitest';
import { publicSuffix } from '../../../src/policy/lints/public-suffix.ts';
import { aDocument } from '../../support/policies.ts';

function findingsOf(...emailDomain: readonly string[]) {
  return publicSuffix(aDocument({ rules: [{ id: 'one', when: { emailDomain }, then: 'deny' }] }));
}

test.each([
  ['co.uk', "`co.uk` is nobody's own domain: `co.uk` is a public suffix"],
  ['*.co.uk', '`*.co.uk` matches names that anybody can register: `co.uk` is a public suffix'],
  ['*.github.io', '`*.github.io` matches names that anybody can register: `github.io` is a public suffix'],
])('says what %s is', (domain, message) => {
  expect(findingsOf('example.com', domain)).toEqual([
    { code: 'public-suffix', path: ['rules', 0, 'when', 'emailDomain', 1], message },
  ]);
});

test('is silent of domains that somebody owns', () => {
  expect(findingsOf('example.co.uk', '*.example.co.uk', 'someone.github.io', 'example.internal')).toEqual([]);
});
