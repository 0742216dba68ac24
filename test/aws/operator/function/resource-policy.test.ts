import { describe, expect, it } from 'vitest';
import { permissionState, statementId } from '../../../../src/aws/operator/function/resource-policy.ts';

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
    ['not json'],
    [policy({ ArnLike: { 'AWS:SourceArn': `${POOL}X` } })],
    [policy({ ...EXACT, StringEquals: { 'AWS:SourceAccount': '210987654321' } })],
    [policy(EXACT, { Effect: 'Deny' })],
    [policy(EXACT, { Principal: { Service: 's3.amazonaws.com' } })],
    [policy(EXACT, { Action: 'lambda:GetFunction' })],
  ])('does not grant: %s', (text) => {
    expect(permissionState(text, POOL)).toEqual({ kind: 'missing' });
  });

  it('names its statement after the pool', () => {
    expect(statementId('us-east-1_Ab1')).toBe('signup-guard-us-east-1_Ab1');
  });
});
