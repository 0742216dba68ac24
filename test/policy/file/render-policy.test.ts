/**
 * A document as a file for people: keys in reading order, every list in place, every sentence on its own line.
 */
import { expect, test } from 'vitest';
import { renderPolicy } from '../../../src/policy/file/render-policy.ts';
import { aDocument } from '../../support/policies.ts';
import { parse } from './read.ts';

const DOMAINS = ['example.com', '*.example.org'];
const ACKNOWLEDGE =
  "Only the staff portal's client may sign up, behind single sign-on, and the portal's own team reads every sign-up.";
const DOCUMENT = aDocument({
  rules: [
    { acknowledge: ACKNOWLEDGE, verify: ['email'], then: 'approve', when: { emailDomain: DOMAINS }, id: 'staff' },
    { id: 'others', unless: { emailDomain: DOMAINS }, then: 'deny', message: 'Please use your own address' },
  ],
});

test('a rendered policy writes every setting and rule in reading order', () => {
  expect(renderPolicy(DOCUMENT)).toBe(`# yaml-language-server: $schema=./policy.schema.json
version: 1
mode: enforce
rules:
  - id: staff
    when:
      emailDomain:
        - example.com
        - "*.example.org"
    then: approve
    verify:
      - email
    acknowledge: ${ACKNOWLEDGE}
  - id: others
    unless:
      emailDomain:
        - example.com
        - "*.example.org"
    then: deny
    message: Please use your own address
otherwise: code
denyMessage: This sign-up is not allowed
busyMessage: Please try again in a moment
nameMessage: Please choose another user name
takenNames: refuse
collision:
  holders: any
  then: withhold
  code: allow
  federated: allow
lookup: both
unavailable:
  directory: code
  claims: deny
  companion: deny
  limits: code
`);
});

test('what is written parses back', () => {
  expect(parse(renderPolicy(DOCUMENT))).toMatchObject({ ok: true, value: { document: DOCUMENT } });
});
