/**
 * Reading a companion's answer: only a literal `true` is a flag, a crash is no refusal, and a sentence is made fit to show.
 */
import { describe, expect, it } from 'vitest';
import {
  COMPANION_OUTCOMES,
  heard,
  noAnswer,
  presentable,
  readFailed,
  readReturned,
} from '../../../src/core/companion/answer.ts';

const NONE = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };
const ALL = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };
const CRASHED = { kind: 'unavailable', failure: { call: 'companion', cause: 'service-error' } };

describe('what a companion returned', () => {
  it.each([
    ['every flag', ALL, ALL],
    ['no flag', {}, NONE],
    ['one flag', { autoConfirmUser: true }, { ...NONE, autoConfirmUser: true }],
    ['another flag', { autoVerifyEmail: true }, { ...NONE, autoVerifyEmail: true }],
    ['a third flag', { autoVerifyPhone: true }, { ...NONE, autoVerifyPhone: true }],
    ['what only looks true', { autoConfirmUser: 'true', autoVerifyEmail: 1, autoVerifyPhone: {} }, NONE],
    ['fields of its own', { ...ALL, more: true }, ALL],
  ])('with %s is read', (_, response, flags) => {
    const event = { version: '1', response };

    expect(readReturned(event)).toEqual({ kind: 'answered', flags, event });
  });

  it.each([
    ['nothing', null],
    ['a text', 'response'],
    ['a list', [{ response: ALL }]],
    ['no response', { request: {} }],
    ['an empty response', { response: null }],
    ['a list of responses', { response: [ALL] }],
    ['a true response', { response: true }],
  ])('that is %s has no flags', (_, event) => {
    expect(readReturned(event)).toEqual({ kind: 'answered', flags: null, event });
  });
});

describe('a function that failed', () => {
  it.each([
    'Error',
    'KeyError',
    'RuntimeError',
    'java.lang.RuntimeException',
    'My.Runtime.Error',
    'Functional',
    '',
  ])('with an error of its own, `%s`, refuses in its own words', (errorType) => {
    const error = { errorType, errorMessage: 'Only colleagues', trace: ['at handler'] };

    expect(readFailed(error)).toEqual({ kind: 'refused', message: 'Only colleagues' });
  });

  it.each([
    'Runtime.ExitError',
    'Runtime.UnhandledPromiseRejection',
    'Sandbox.Timedout',
    'Function.ResponseSizeTooLarge',
  ])('by %s gives no answer', (errorType) => {
    expect(readFailed({ errorType, errorMessage: 'Only colleagues' })).toEqual(CRASHED);
  });

  it.each([
    ['an old runtime that ran out of time', { errorMessage: '2026-01-01T00:00:00Z Task timed out after 3.00 seconds' }],
    ['a type that is none', { errorType: 7, errorMessage: 'Only colleagues' }],
    ['nothing', null],
    ['a text', 'Error'],
  ])('with %s gives no answer', (_, error) => {
    expect(readFailed(error)).toEqual(CRASHED);
  });

  it.each([
    ['no message', {}],
    ['a message that is no text', { errorMessage: { text: 'x' } }],
  ])('with %s refuses without a word', (_, fields) => {
    expect(readFailed({ errorType: 'Error', ...fields })).toEqual({ kind: 'refused', message: '' });
  });
});

describe('a sentence', () => {
  it.each([
    ['as it is', 'Only colleagues, please: 日本語', 'Only colleagues, please: 日本語'],
    ['without control characters', 'On\u0000ly\r\n col\u001b[31mleag\u0085ues\u007f', 'Only col[31mleagues'],
    ['without separators of lines', 'a\u2028b\u2029c', 'abc'],
    ['without blanks around it', '  Only \n', 'Only'],
    ['whole at 256 characters', 'x'.repeat(256), 'x'.repeat(256)],
    ['cut after 256 characters', 'x'.repeat(257), 'x'.repeat(256)],
    ['cut between characters', '😀'.repeat(300), '😀'.repeat(256)],
    ['cut between characters of both lengths', `a${'😀'.repeat(300)}`, `a${'😀'.repeat(255)}`],
    ['well-formed', 'a\ud800b', 'a\ufffdb'],
    ['cut by what is left of it', `${'\u0000'.repeat(600)}y`, 'y'],
  ])('is shown %s', (_, message, shown) => {
    expect(presentable(message)).toBe(shown);
  });
});

describe('what the record tells', () => {
  it.each([
    ['a confirmation', readReturned({ response: ALL }), 'sign-up', 'approve', ['email', 'phone_number']],
    [
      'an email',
      readReturned({ response: { autoConfirmUser: true, autoVerifyEmail: true } }),
      'sign-up',
      'approve',
      ['email'],
    ],
    ['a number alone', readReturned({ response: { autoVerifyPhone: true } }), 'sign-up', 'code', ['phone_number']],
    ['nothing', readReturned({ response: {} }), 'sign-up', 'code', []],
    ['nothing of a federated user', readReturned({ response: {} }), 'external-provider', 'untouched', []],
    [
      'a confirmed federated user',
      readReturned({ response: ALL }),
      'external-provider',
      'approve',
      ['email', 'phone_number'],
    ],
    ['a refusal', readFailed({ errorType: 'Error' }), 'sign-up', 'deny', []],
    ['no response', readReturned({}), 'sign-up', 'unavailable', []],
    ['no answer', noAnswer('timeout'), 'sign-up', 'unavailable', []],
  ] as const)('of %s', (_, answer, trigger, outcome, verified) => {
    expect(heard(answer, trigger)).toEqual({ outcome, verified });
  });

  it('is one of a closed set', () => {
    expect(COMPANION_OUTCOMES).toEqual(['approve', 'code', 'deny', 'untouched', 'unavailable']);
  });
});
