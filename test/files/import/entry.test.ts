/**
 * One value of a foreign list: what it becomes, or why it is left out, and never more than was written.
 */
import { expect, test } from 'vitest';
import { readEntry } from '../../../src/files/import/entry.ts';

test.each([
  ['example.com', 'domain', 'example.com'],
  ['EXAMPLE.Com', 'domain', 'example.com'],
  ['example.com.', 'domain', 'example.com'],
  ['m\u00fcnchen.example', 'domain', 'xn--mnchen-3ya.example'],
  ['xn--mnchen-3ya.example', 'domain', 'xn--mnchen-3ya.example'],
  ['*@example.com', 'domain', 'example.com'],
  ['@example.com', 'domain', 'example.com'],
  ['*.example.com', 'domain', '*.example.com'],
  ['.example.com', 'domain', '*.example.com'],
  ['*@*.corp.example', 'domain', '*.corp.example'],
  ['*.edu', 'domain', '*.edu'],
  ['.EDU', 'domain', '*.edu'],
  ['co.uk', 'domain', 'co.uk'],
  ['*.co.uk', 'domain', '*.co.uk'],
  ['\u0435xample.com', 'domain', 'xn--xample-2of.com'],
  ['https://www.example.com/sign-up?from=a@b', 'domain', 'www.example.com'],
  ['http://user:secret@Example.com:8080', 'domain', 'example.com'],
  ['//example.com#top', 'domain', 'example.com'],
  ['example.com/path', 'domain', 'example.com'],
  ['example.com:443', 'domain', 'example.com'],
  ['"example.com"', 'domain', 'example.com'],
  ["'example.com'", 'domain', 'example.com'],
  ['\u201cexample.com\u201d', 'domain', 'example.com'],
  ['`example.com`', 'domain', 'example.com'],
  ['163.com', 'domain', '163.com'],
  ['jane@example.com', 'address', 'jane@example.com'],
  ['Jane@Example.COM', 'address', 'jane@example.com'],
  ['jane+news@example.com', 'address', 'jane+news@example.com'],
  ['jane@m\u00fcnchen.example', 'address', 'jane@xn--mnchen-3ya.example'],
  ['Jane Doe <jane@example.com>', 'address', 'jane@example.com'],
  ['mailto:jane@example.com', 'address', 'jane@example.com'],
  ['+12065550100', 'number', '+12065550100'],
  ['+1 (206) 555-0100', 'number', '+12065550100'],
])('%j is the %s %s', (written, kind, value) => {
  expect(readEntry(written)).toMatchObject({ kind, value });
});

const EVERYBODY = 'everybody; a rule without `when` is about everybody';
const IP = 'an IP address; policies tell people by what they sign up with';
const PATTERN = 'a pattern of addresses; addresses are listed whole, or by their domain';
const STAR = 'a `*` that is no whole `*.` in front';
const REGEX = 'a regular expression, which no policy has';
const WORD = 'one word without a dot; as a top level it is `*.` and the word';

test.each([
  ['*', EVERYBODY],
  ['*@*', EVERYBODY],
  ['*.*', EVERYBODY],
  ['*example.com', STAR],
  ['mail.*.example', STAR],
  ['*.*.example', STAR],
  ['example.*', STAR],
  ['jane*@example.com', PATTERN],
  ['jane@*.example.com', PATTERN],
  ['*+spam@example.com', PATTERN],
  ['.*@example\\.com$', REGEX],
  ['^.+example.com', REGEX],
  ['/@example.com/i', REGEX],
  ['!example.com', 'an exception; write it under `unless`'],
  ['-example.com', 'an exception; write it under `unless`'],
  ['192.0.2.1', IP],
  ['192.0.2.0/24', IP],
  ['[2001:db8::1]', IP],
  ['http://192.0.2.1/', IP],
  ['206 555 0100', 'a number; a policy tells phone numbers by country, `phoneCountry`'],
  ['+0 206 555 0100', 'a number; a policy tells phone numbers by country, `phoneCountry`'],
  ['com', WORD],
  ['http://localhost', WORD],
  ['hello there', 'several words'],
  ['exa\u200bmple.com', 'holds a character that is not seen'],
  ['\uff45xample.com', 'holds letters of a compatibility form, such as full-width ones'],
  ['a_b.example', 'holds a `_`, which no mail domain has'],
  ['-', 'an exception; write it under `unless`'],
  ['a..example', 'not a domain name'],
  ['jane@localhost', 'not an email address that can be verified'],
  ['jane@doe@example.com', 'not an email address that can be verified'],
  [`${'a'.repeat(1000)}.example`, 'longer than an address or a domain can be'],
])('%j is left out as %s', (written, why) => {
  expect(readEntry(written)).toEqual({ kind: 'left-out', why });
});

test.each([
  ['example.com', null],
  ['EXAMPLE.com', 'in lower case'],
  ['example.com.', 'without the dot at its end'],
  ['*@EXAMPLE.com', '`*@` is everybody at what follows; in lower case'],
  ['@example.com', 'a domain stands without its `@`'],
  ['.example.com', 'a dot in front stands for the names below'],
  ['https://example.com/', 'the host of a URL'],
  ['example.com/a', 'without what follows the name'],
  ['"example.com"', 'without what stands around it'],
  ['m\u00fcnchen.example', 'its letters in ASCII, as they are compared'],
  ['*.m\u00fcnchen.example', 'its letters in ASCII, as they are compared'],
  ['\u0435xample.com', 'its letters only look like plain ones; in ASCII, as they are compared'],
  ['*.\u0435xample.com', 'its letters only look like plain ones; in ASCII, as they are compared'],
  ['a@\u0435xample.com', 'its letters only look like plain ones; in ASCII, as they are compared'],
])('%j changes: %s', (written, why) => {
  expect(readEntry(written)).toMatchObject({ why });
});

test.each([
  ['example.com', null],
  ['co.uk', "a public suffix: nobody's own domain"],
  ['*.co.uk', 'all below a public suffix: names that anybody can register'],
  ['*.github.io', 'all below a public suffix: names that anybody can register'],
  ['*.edu', 'a whole top-level domain'],
  ['jane@co.uk', null],
])('%j is noted: %s', (written, note) => {
  expect(readEntry(written)).toMatchObject({ note });
});
