import { describe, expect, it } from 'vitest';
import { heldAmong, permissionState, statementIds } from '../../../../src/aws/operator/function/resource-policy.ts';

const POOL = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_EXAMPLE';

function policy(condition: object, rest: object = {}): string {
  const statement = {
    Sid: 'one',
    Effect: 'Allow',
    Principal: { Service: 'cognito-idp.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Condition: condition,
    ...rest,
  };
  return JSON.stringify({ Statement: [statement] });
}

const EXACT = { ArnLike: { 'AWS:SourceArn': POOL }, StringEquals: { 'AWS:SourceAccount': '123456789012' } };

describe('a resource policy', () => {
  it('grants when it names the pool', () => {
    expect(permissionState(policy(EXACT), POOL)).toEqual({ kind: 'granted', sids: ['one'] });
    expect(permissionState(policy({ ArnEquals: { 'aws:SourceArn': [POOL] } }), POOL).kind).toBe('granted');
  });

  it.each([
    {},
    { ArnLike: { 'AWS:SourceArn': 'arn:aws:cognito-idp:*:123456789012:userpool/*' } },
  ])('is too wide with %j', (condition) => {
    expect(permissionState(policy(condition), POOL)).toEqual({ kind: 'too-wide', sids: ['one'] });
  });

  it.each([
    [null],
    [policy({ ArnLike: { 'AWS:SourceArn': `${POOL}X` } })],
    [policy({ ...EXACT, StringEquals: { 'AWS:SourceAccount': '210987654321' } })],
    [policy(EXACT, { Principal: { Service: 's3.amazonaws.com' } })],
    [policy(EXACT, { Principal: { AWS: '123456789012' } })],
    [policy(EXACT, { Action: 'lambda:GetFunction' })],
    [policy(EXACT, { Effect: 'Deny', Action: 'lambda:GetFunction' })],
    [policy({ ArnLike: { 'AWS:SourceArn': `${POOL}X` } }, { Effect: 'Deny' })],
    [policy({ ArnLike: { 'AWS:SourceArn': 'arn:*/us-east-1_EXAMPLE' } })],
    [policy({ Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'AWS:SourceAccount': '1' } })],
  ])('does not grant: %s', (text) => {
    expect(permissionState(text, POOL)).toEqual({ kind: 'missing' });
  });

  it.each([
    [{ ...EXACT, StringNotLike: { 'aws:SourceArn': '*' } }, {}],
    [{ ArnNotLike: { 'aws:SourceArn': `${POOL}X` } }, {}],
    [{ ...EXACT, Bool: { 'aws:SecureTransport': 'true' } }, {}],
    [{ ...EXACT, DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }, {}],
    [{ ArnLike: { 'AWS:SourceArn': [POOL, 7] } }, {}],
    [{ StringLike: { 'aws:SourceArn': `$${'{aws:PrincipalArn}'}` } }, {}],
    [EXACT, { NotAction: 'lambda:GetFunction' }],
    [EXACT, { Action: undefined }],
    [EXACT, { Principal: { AWS: '*' } }],
    [EXACT, { Principal: undefined, NotPrincipal: { AWS: '123456789012' } }],
    [EXACT, { Condition: ['x'] }],
  ])('cannot be told with condition %j and %j', (condition, rest) => {
    expect(permissionState(policy(condition, rest), POOL)).toEqual({ kind: 'unclear', sids: ['one'], denies: false });
  });

  it.each([
    [policy(EXACT, { Effect: 'Deny' })],
    [policy({ StringNotEquals: { 'aws:SourceAccount': '1' } }, { Effect: 'Deny' })],
    [policy(EXACT, { Effect: 'allow' })],
  ])('cannot be told beside a denial: %s', (denial) => {
    const { Statement } = JSON.parse(denial);
    const both = JSON.stringify({ Statement: [...JSON.parse(policy(EXACT)).Statement, ...Statement] });

    expect(permissionState(denial, POOL)).toEqual({ kind: 'unclear', sids: ['one'], denies: true });
    expect(permissionState(both, POOL)).toEqual({ kind: 'unclear', sids: ['one'], denies: true });
  });

  it.each(['not json', '[]', '{"Statement":[7]}', '{}'])('cannot be told from %s', (text) => {
    expect(permissionState(text, POOL)).toEqual({ kind: 'unclear', sids: [], denies: true });
  });

  it('takes a plain permission beside one that is not understood', () => {
    const odd = { ...JSON.parse(policy({ Bool: {} })).Statement[0], Sid: 'odd', NotResource: 'x' };
    const both = JSON.stringify({ Statement: [odd, JSON.parse(policy(EXACT)).Statement[0]] });

    expect(permissionState(both, POOL)).toEqual({ kind: 'granted', sids: ['one'] });
  });

  it.each([
    'lambda:InvokeFunction',
    'lambda:invokefunction',
    'lambda:*',
    '*',
    'lambda:Invoke????tion',
  ])('may allow %s', (Action) => {
    expect(permissionState(policy(EXACT, { Action }), POOL).kind).toBe('granted');
  });

  it.each([
    { ArnLikeIfExists: { 'aws:SourceArn': POOL } },
    { StringEqualsIgnoreCase: { 'aws:SourceArn': POOL } },
    { StringLike: { 'AWS:SourceArn': POOL } },
  ])('understands %j', (condition) => {
    expect(permissionState(policy(condition), POOL).kind).toBe('granted');
  });

  it('reads a statement that stands alone', () => {
    const [alone] = JSON.parse(policy(EXACT)).Statement;

    expect(permissionState(JSON.stringify({ Statement: alone }), POOL).kind).toBe('granted');
  });

  it('names its statements after the pool', () => {
    expect(statementIds('us-east-1_Ab1')).toEqual(['signup-guard-us-east-1_Ab1', 'signup-guard-us-east-1_Ab1-again']);
  });

  it('tells which statements it holds', () => {
    expect(heldAmong(policy(EXACT), ['one', 'two'])).toEqual(['one']);
    expect(heldAmong(null, ['one'])).toEqual([]);
  });
});
