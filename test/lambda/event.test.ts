/**
 * Reading Cognito's event, from whole ones to the thinnest.
 */
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABSENT, given, MALFORMED, type NamedTrigger } from '../../src/core/attempt.ts';
import { parseEvent } from '../../src/lambda/event.ts';

/** Every source that AWS's own types know. */
const SOURCES: Readonly<Record<PreSignUpTriggerEvent['triggerSource'], NamedTrigger>> = {
  PreSignUp_SignUp: 'sign-up',
  PreSignUp_ExternalProvider: 'external-provider',
  PreSignUp_AdminCreateUser: 'admin-create',
};

describe('an event', () => {
  it('gives its attempt', () => {
    const attempt = parseEvent({
      version: '1',
      region: 'us-west-2',
      userPoolId: 'us-west-2_EXAMPLE',
      userName: 'bob',
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1example' },
      triggerSource: 'PreSignUp_SignUp',
      request: {
        userAttributes: { email: 'Bob@example.com', phone_number: '+12065550100' },
        validationData: null,
        clientMetadata: { k: 'v' },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });

    expect(attempt).toMatchObject({
      trigger: 'sign-up',
      userPoolId: 'us-west-2_EXAMPLE',
      userName: 'bob',
      client: given('1example'),
      email: { kind: 'given', value: { raw: 'Bob@example.com', folded: 'bob@example.com', domain: 'example.com' } },
      phone: { kind: 'given', value: { folded: '+12065550100' } },
    });
    expect(attempt.metadata.get('k')).toEqual(given('v'));
    expect(attempt.validationData).toEqual(new Map());
  });

  it('gives what was sent beside the attributes, whatever it is', () => {
    const validationData = { invited: 'yes', empty: '', number: 7 };

    expect(parseEvent({ request: { validationData } }).validationData).toEqual(
      new Map<string, unknown>([
        ['invited', given('yes')],
        ['empty', ABSENT],
        ['number', MALFORMED],
      ]),
    );
  });

  it.each([
    ...Object.entries(SOURCES),
    ['PostConfirmation_ConfirmSignUp', 'unknown'],
    [undefined, 'unknown'],
    [{}, 'unknown'],
  ])('of source %s is %s', (triggerSource, trigger) => {
    expect(parseEvent({ triggerSource }).trigger).toBe(trigger);
  });

  it.each([
    ['null attributes', null, ABSENT],
    ['no email', {}, ABSENT],
    ['a null email', { email: null }, ABSENT],
    ['an empty email', { email: '' }, ABSENT],
    ['a number for an email', { email: 7 }, MALFORMED],
    ['spaces', { email: ' bob@example.com' }, MALFORMED],
    ['two at signs', { email: 'a@b@example.com' }, MALFORMED],
    ['quotes', { email: '"a@example.com"@example.org' }, MALFORMED],
    ['three hundred characters', { email: `${'a'.repeat(288)}@example.com` }, MALFORMED],
  ])('with %s', (_, userAttributes, email) => {
    expect(parseEvent({ request: { userAttributes } }).email).toEqual(email);
  });

  it.each([
    ['is missing', undefined, ABSENT],
    ['is null', null, ABSENT],
    ['is empty', '', ABSENT],
    ['is a number', 7, MALFORMED],
  ])('whose client %s', (_, clientId, client) => {
    expect(parseEvent({ callerContext: { clientId } }).client).toEqual(client);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['a number', 7],
  ])('names neither pool nor user where they are %s', (_, value) => {
    expect(parseEvent({ userPoolId: value, userName: value })).toMatchObject({ userPoolId: null, userName: null });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (event) => {
        expect(parseEvent(event).trigger).toBe('unknown');
        expect(parseEvent({ request: event, callerContext: event }).trigger).toBe('unknown');
      }),
      { numRuns: 2_000 },
    );
  });
});
