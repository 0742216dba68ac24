/**
 * How each condition explains a misspelt value, word for word, and what it must not match.
 */
import { describe, expect, it } from 'vitest';
import { NO_RESOURCES } from '../../../src/core/conditions/condition.ts';
import { conditionOf } from '../../../src/core/conditions/registry.ts';
import { READERS } from '../../../src/policy/file/values.ts';
import { attemptOf } from './attempts.ts';

function read(field: string, text: string) {
  const condition = conditionOf(field);
  if (condition?.shape !== 'list') throw new Error(field);
  return condition.read(text, READERS);
}

function matches(field: string, values: readonly string[], written: Parameters<typeof attemptOf>[0]) {
  const condition = conditionOf(field);
  if (condition?.shape !== 'list') throw new Error(field);
  return condition.compile(values, NO_RESOURCES)(attemptOf(written));
}

const WITH_STAR = 'has a `*`, and addresses are written whole; for all of a domain use `emailDomain`';

describe('a misspelt value', () => {
  it.each([
    ['emailDomain', 'bob@example.com', 'is about an address; whole addresses stand under `emailAddress`'],
    ['emailDomain', ' *@example.com', 'has an `@`; a domain is written without one'],
    ['emailDomain', '@example.com', 'has an `@`; a domain is written without one'],
    ['emailDomain', 'https://example.com/a', 'is a URL; a domain stands alone'],
    ['emailDomain', '*', 'is everybody; a rule without `when` is about everybody'],
    ['emailDomain', '*.', 'ends in a dot'],
    ['emailDomain', '*.1', 'has a `*` elsewhere than as its first label'],
    ['emailDomain', '.gov', 'starts with a dot; write `*.` for the names below a domain'],
    ['emailDomain', '\u0435xample.com', 'has letters that only look like plain ones'],
    ['emailDomain', '.example.com', 'starts with a dot; write `*.` for the names below a domain'],
    ['emailDomain', ' example.com', 'has spaces around it'],
    ['emailDomain', 'example.com.', 'ends in a dot'],
    ['emailDomain', 'EXAMPLE.com', 'is written in lower case'],
    ['emailDomain', 'münchen.example', 'is written as `xn--mnchen-3ya.example`'],
    ['emailDomain', 'mail.*.example.com', 'has a `*` elsewhere than as its first label'],
    ['emailDomain', 'localhost', 'is not a domain name'],
    ['emailAddress', 'Bob@example.com', 'is written as `bob@example.com`'],
    ['emailAddress', 'example.com', 'is not an email address; a domain stands under `emailDomain`'],
    ['emailAddress', ' @example.com', 'is not an email address; a domain stands under `emailDomain`'],
    ['emailAddress', 'localhost', 'is not an email address'],
    ['emailAddress', '\u00e9@example.com', 'is not an email address'],
    ['emailDomain', 'a*.\u0435xample.com', 'has a `*` elsewhere than as its first label'],
    ['emailAddress', 'a@@example.com', 'is not an email address'],
    ['emailAddress', '*@example.com', WITH_STAR],
    ['emailAddress', 'b*b@example.com', WITH_STAR],
    ['emailAddress', '*.example.com', WITH_STAR],
    ['emailAddress', ' A@\u0435xample.com', 'has letters that only look like plain ones'],
    ['client', 'a b', 'is not an app client id'],
    ['phoneCountry', 'usa', 'is not a two-letter country code in capitals'],
    ['provider', 'a b', 'is not the name of an identity provider'],
    ['trigger', 'signup', 'is not a trigger; it is one of `sign-up`, `external-provider`, `admin-create`'],
  ] as const)('of %s, %j, %s', (field, text, words) => {
    expect(read(field, text)).toMatchObject({ ok: false, error: { message: `\`${text}\` ${words}` } });
  });

  it.each([
    ['emailDomain', 'example.com..', 'example.com'],
    ['emailDomain', '*.EXAMPLE.com.', '*.example.com'],
    ['emailDomain', '@*example.com', 'example.com'],
    ['emailDomain', '@*.example.com', '*.example.com'],
    ['emailDomain', '*@*.corp.example', '*.corp.example'],
    ['emailDomain', ' *@.corp.example', '*.corp.example'],
    ['emailDomain', '*@CORP.example.', 'corp.example'],
    ['emailDomain', '*@com', null],
    ['emailDomain', '*.*.corp.example', null],
    ['emailDomain', ' *..*.corp.example', null],
    ['emailDomain', '*@*.*.corp.example', null],
    ['emailDomain', '**.corp.example', '*.corp.example'],
    ['emailDomain', 'a*.*.corp.example', null],
    ['emailDomain', 'jane@mail.example', null],
    ['emailDomain', 'jane*@mail.example', null],
    ['emailDomain', '.gov', '*.gov'],
    ['emailDomain', '*.GOV', '*.gov'],
    ['emailDomain', ' *.example.com', '*.example.com'],
    ['emailDomain', '*.\u0440\u0444', '*.xn--p1ai'],
    ['emailDomain', 'mail.*.example.com', null],
    ['emailDomain', 'https://Mail.example.com:8080/a?b', 'mail.example.com'],
    ['emailDomain', 'https://mail.example.com?b', 'mail.example.com'],
    ['emailDomain', 'http://localhost', null],
    ['emailDomain', '\u0435xample.com', 'example.com'],
    ['emailDomain', '*.\u0435xample.com', '*.example.com'],
    ['emailDomain', ' \u0435xample.com', 'example.com'],
    ['emailDomain', '*@\u0435xample.com', 'example.com'],
    ['emailDomain', 'https://\u0435xample.com/', 'example.com'],
    ['emailDomain', '\u0440\u043e\u0441\u0441\u0438\u044f.\u0440\u0444', 'xn--h1alffa9f.xn--p1ai'],
    ['emailAddress', '*@example.com', null],
    ['emailAddress', ' A@\u0435xample.com ', 'a@example.com'],
    ['emailDomain', ' .corp.example', '*.corp.example'],
    ['emailAddress', 'a@\u0435xample.com', 'a@example.com'],
    ['emailAddress', 'A@m\u00fcnchen.example', 'a@xn--mnchen-3ya.example'],
    ['phoneCountry', ' us', 'US'],
    ['provider', `a${'b'.repeat(32)}`, null],
    ['provider', '_a', null],
    ['client', 'a'.repeat(129), null],
    ['trigger', 'PreSignUp_ExternalProvider', 'external-provider'],
  ] as const)('of %s, %j, suggests %j', (field, text, suggestion) => {
    expect(read(field, text)).toMatchObject({ ok: false, error: { suggestion } });
  });
});

describe('a value that is too long to explain', () => {
  it.each([
    [299, 'ends in a dot'],
    [300, 'is longer than a domain name can be'],
  ])('of %i letters and a dot %s', (length, words) => {
    const text = `${'a'.repeat(length)}.`;

    expect(read('emailDomain', text)).toEqual({
      ok: false,
      error: { message: `\`${text}\` ${words}`, suggestion: null },
    });
  });
});

describe('a value', () => {
  it.each(['*.edu', '*.gov', '*.com', '*.xn--p1ai', '*.a.b', 'a.b'])('of emailDomain may be %s', (text) => {
    expect(read('emailDomain', text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ['emailDomain', ['example.com'], { email: 'a@x.ample.com' }, 'no'],
    ['emailDomain', ['*.xample.com'], { email: 'a@example.com' }, 'no'],
    ['emailDomain', ['*.com'], { email: 'a@mail.example.com' }, 'yes'],
    ['provider', ['Google', 'CorpSAML'], { trigger: 'external-provider', userName: 'Google_1' }, 'yes'],
    ['trigger', ['external-provider'], { trigger: 'external-provider' }, 'yes'],
  ] as const)('of %s %j matches %j: %s', (field, values, written, truth) => {
    expect(matches(field, values, written)).toBe(truth);
  });

  it.each(['sign-up', 'external-provider', 'admin-create'])('of trigger may be %s', (text) => {
    expect(read('trigger', text)).toEqual({ ok: true, value: text });
  });
});
