/**
 * For each probe and each of its answers, an AWS that gives it: answers by operation, in the order of the calls, the last
 * one again and again. Scripted, not modelled: what a real account says is for the run to find out.
 */
import type { Answer } from '../support/fake-aws.ts';

/** Answers by operation. */
export type AnswerScript = Readonly<Record<string, readonly Answer[]>>;

const done: Answer = { json: {} };
const refused = (error: string): Answer => ({ error });

const user = (verified: boolean, attribute = 'email'): Answer => ({
  json: { Username: 'somebody', UserAttributes: [{ Name: `${attribute}_verified`, Value: String(verified) }] },
});

const HELD = user(true);
const LOST = user(false);
const NOBODY = refused('UserNotFoundException');

const users = (count: number): Answer => ({
  json: { Users: Array.from({ length: count }, () => ({ Username: 'somebody' })) },
});

/** Says whom the pool verified, first when the holder is made: then what is asked afterwards. */
const holding = (...afterwards: readonly Answer[]) => ({ AdminGetUser: [HELD, ...afterwards] });

const pool = (LambdaConfig: object, UserPoolTags: object = {}): Answer => ({
  json: { UserPool: { LambdaConfig, UserPoolTags } },
});
const TRIGGERED = pool({ PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:probe' });

const lines = (count: number): Answer => ({
  json: { events: Array.from({ length: count }, () => ({ message: '{"probe":"somebody"}' })) },
});

const spoken = (message: string): Answer => ({
  raw: JSON.stringify({ __type: 'UserLambdaValidationException', message }),
  status: 400,
  contentType: 'application/x-amz-json-1.1',
});

const cancelled = (...codes: readonly string[]): Answer => ({
  raw: JSON.stringify({
    __type: 'TransactionCanceledException',
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  }),
  status: 400,
  contentType: 'application/x-amz-json-1.0',
});

const checkFailed = (more: object): Answer => ({
  raw: JSON.stringify({ __type: 'ConditionalCheckFailedException', message: 'no', ...more }),
  status: 400,
  contentType: 'application/x-amz-json-1.0',
});

const COMING = {
  ...{ SignUp: [done], AdminCreateUser: [done], AdminUpdateUserAttributes: [done], AdminConfirmSignUp: [done] },
};
const DOOR = {
  moves: { ...COMING, ...holding(LOST, HELD) },
  stays: { ...COMING, ...holding(HELD, LOST) },
  both: { ...COMING, ...holding(HELD, HELD) },
};

/** A user of the name that the stage gave first, or second. */
const named = (Username: string): Answer => ({ json: { Username, UserAttributes: [] } });

const forty: readonly Answer[] = Array.from({ length: 40 }, () => done);

/** Scripts by probe and answer. */
export const SCRIPTED: Readonly<Record<string, Readonly<Record<string, AnswerScript>>>> = {
  'verify-without-confirm': {
    moves: { SignUp: [done], ...holding(LOST) },
    verifies: { SignUp: [done], ...holding(HELD, HELD) },
    ignored: { SignUp: [done], ...holding(HELD, LOST) },
    refused: { SignUp: [done, refused('InvalidLambdaResponseException')], ...holding(HELD) },
  },
  'trigger-before-name-check': {
    'trigger-first': { SignUp: [done, refused('UserLambdaValidationException')] },
    'name-first': { SignUp: [done, refused('UsernameExistsException')] },
  },
  'resend-calls-trigger': {
    'not-called': { AdminCreateUser: [done, done] },
    called: { AdminCreateUser: [done, refused('UserLambdaValidationException')] },
  },
  'refusal-full-stop': {
    'prefix-and-full-stop': { SignUp: [spoken('PreSignUp failed with error Asked.')] },
    'as-thrown': { SignUp: [spoken('Asked')] },
  },
  'repeated-calls': {
    repeats: { SignUp: [refused('UnexpectedLambdaException')], FilterLogEvents: [lines(0), lines(2), lines(3)] },
    once: { SignUp: [refused('UnexpectedLambdaException')], FilterLogEvents: [lines(1)] },
  },
  'address-as-name': {
    refused: { SignUp: [refused('InvalidParameterException')] },
    accepted: { SignUp: [done], AdminGetUser: [LOST] },
  },
  'door-auto-verify': DOOR,
  'door-admin-update': DOOR,
  'door-admin-create': DOOR,
  'door-admin-create-forced': DOOR,
  'door-admin-confirm': DOOR,
  'two-creations': {
    one: { AdminCreateUser: [done, refused('UsernameExistsException')], AdminGetUser: [HELD, LOST] },
    both: { AdminCreateUser: [done], AdminGetUser: [HELD] },
  },
  'second-attribute': {
    both: { SignUp: [done], AdminGetUser: [user(true, 'phone_number')] },
    moves: {
      SignUp: [done],
      AdminGetUser: [user(true, 'phone_number'), user(false, 'phone_number'), user(true, 'phone_number')],
    },
    stays: {
      SignUp: [done],
      AdminGetUser: [user(true, 'phone_number'), user(true, 'phone_number'), user(false, 'phone_number')],
    },
    refused: { SignUp: [done, refused('UsernameExistsException')], AdminGetUser: [user(true, 'phone_number')] },
  },
  'flag-without-attribute': {
    refused: { SignUp: [refused('InvalidLambdaResponseException')] },
    accepted: { SignUp: [done] },
  },
  'attribute-change-calls-trigger': {
    'not-called': { AdminCreateUser: [done], AdminUpdateUserAttributes: [done] },
    called: { AdminCreateUser: [done], AdminUpdateUserAttributes: [refused('UserLambdaValidationException')] },
  },
  'disabled-holder': {
    owns: { SignUp: [done], AdminDisableUser: [done], AdminGetUser: [HELD, named('u2')] },
    'not-found': { SignUp: [done], AdminDisableUser: [done], AdminGetUser: [HELD, NOBODY] },
  },
  'missing-flag': {
    'not-found': { AdminCreateUser: [done], AdminGetUser: [NOBODY] },
    owns: { AdminCreateUser: [done], AdminGetUser: [named('u1')] },
  },
  'preferred-name-as-address': {
    accepted: { SignUp: [done], AdminGetUser: [HELD], AdminCreateUser: [done], AdminUpdateUserAttributes: [done] },
    refused: {
      ...{ SignUp: [done], AdminGetUser: [HELD], AdminCreateUser: [done] },
      AdminUpdateUserAttributes: [refused('AliasExistsException')],
    },
  },
  'barred-trigger': {
    refused: { SignUp: [refused('UnexpectedLambdaException')] },
    accepted: { SignUp: [done] },
  },
  'unverified-sign-in': {
    refused: { SignUp: [done], InitiateAuth: [done, refused('NotAuthorizedException')] },
    'signs-in': { SignUp: [done], InitiateAuth: [done] },
  },
  'no-password': {
    refused: { SignUp: [refused('InvalidParameterException')] },
    accepted: { SignUp: [done] },
  },
  'unverified-alias': {
    'not-found': { SignUp: [done], AdminGetUser: [NOBODY] },
    found: { SignUp: [done], AdminGetUser: [LOST] },
  },
  'filter-case': {
    minds: { AdminCreateUser: [done], ListUsers: [users(0), users(1), users(0)] },
    ignores: { AdminCreateUser: [done], ListUsers: [users(1), users(1)] },
  },
  'filter-quote': {
    found: { AdminCreateUser: [done], ListUsers: [users(1)] },
    'not-found': { AdminCreateUser: [done], ListUsers: [users(0)] },
    refused: { AdminCreateUser: [done], ListUsers: [refused('InvalidParameterException')] },
  },
  'filter-backslash': {
    doubled: { AdminCreateUser: [done], ListUsers: [users(1), users(0)] },
    once: { AdminCreateUser: [done], ListUsers: [refused('InvalidParameterException'), users(1)] },
    both: { AdminCreateUser: [done], ListUsers: [users(1), users(1)] },
    neither: { AdminCreateUser: [done], ListUsers: [users(0)] },
  },
  'list-lateness': {
    'in-time': { SignUp: [done], ListUsers: [users(0), users(1)] },
    late: { SignUp: [done], ListUsers: [users(0)] },
  },
  persistence: {
    'in-time': { SignUp: [done], AdminGetUser: [NOBODY, HELD] },
    late: { SignUp: [done], AdminGetUser: [NOBODY] },
  },
  'email-syntax': {
    none: { SignUp: [refused('InvalidParameterException')] },
    some: { SignUp: [refused('InvalidParameterException'), done, refused('InvalidParameterException')] },
  },
  'phone-syntax': {
    none: { SignUp: [refused('InvalidParameterException')] },
    some: { SignUp: [done, refused('InvalidParameterException')] },
  },
  'conditional-check': {
    'with-item': { PutItem: [done, checkFailed({ Item: { pk: { S: 'x' } } })] },
    'without-item': { PutItem: [done, checkFailed({})] },
  },
  'transaction-reasons': {
    'request-order': { PutItem: [done], TransactWriteItems: [cancelled('None', 'ConditionalCheckFailed')] },
    'other-order': { PutItem: [done], TransactWriteItems: [cancelled('ConditionalCheckFailed', 'None')] },
  },
  'transaction-conflict': {
    conflict: { TransactWriteItems: [done, cancelled('TransactionConflict')] },
    'no-conflict': { TransactWriteItems: [done, cancelled('ConditionalCheckFailed')] },
  },
  'parameters-quota': {
    'as-one': {
      PutParameter: [done],
      GetParameters: [...forty, refused('ThrottlingException')],
      DeleteParameters: [done],
    },
    'by-name': {
      PutParameter: [done],
      GetParameters: [...forty.slice(0, 4), refused('ThrottlingException')],
      DeleteParameters: [done],
    },
  },
  'update-resets-trigger': {
    reset: { DescribeUserPool: [TRIGGERED, pool({})], UpdateUserPool: [done] },
    kept: { DescribeUserPool: [TRIGGERED], UpdateUserPool: [done] },
  },
  'rewrite-stack-tags': {
    accepted: { DescribeUserPool: [pool({}, { 'aws:cloudformation:stack-name': 's' })], UpdateUserPool: [done] },
    refused: {
      DescribeUserPool: [pool({}, { 'aws:cloudformation:stack-name': 's' })],
      UpdateUserPool: [refused('InvalidParameterException')],
    },
    'no-such-tags': { DescribeUserPool: [pool({}, { owner: 's' })] },
  },
};
