import { describe, expect, it } from 'vitest';
import { differencesBetween } from '../../src/pool/pool-differences.ts';
import { mfaRequest, preSignUpOf, unknownSettings, updateRequest } from '../../src/pool/pool-settings.ts';
import { OURS, THEIRS } from './random-pool.ts';

const POOL = {
  Id: 'us-east-1_EXAMPLE',
  Name: 'members',
  Arn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_EXAMPLE',
  CreationDate: 1700000000.5,
  LambdaConfig: { PostConfirmation: THEIRS },
  AliasAttributes: ['email'],
};

describe('an update request', () => {
  it('keeps every other trigger', () => {
    const request = updateRequest(POOL, OURS);

    expect(request).toEqual({
      ok: true,
      value: {
        UserPoolId: 'us-east-1_EXAMPLE',
        PoolName: 'members',
        LambdaConfig: { PostConfirmation: THEIRS, PreSignUp: OURS },
      },
    });
  });

  it('takes the trigger away when there is none to set', () => {
    const request = updateRequest({ ...POOL, LambdaConfig: { PreSignUp: OURS } }, null);

    expect(request.ok && request.value['LambdaConfig']).toEqual({});
  });

  it('leaves out the password age that Cognito retired', () => {
    const aged = { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 } };
    const policy = { Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } } };

    const both = updateRequest({ ...POOL, ...aged, ...policy }, OURS);
    const older = updateRequest({ ...POOL, ...aged }, OURS);

    expect(both.ok && both.value['AdminCreateUserConfig']).toEqual({ AllowAdminCreateUserOnly: true });
    expect(older.ok && older.value['AdminCreateUserConfig']).toEqual(aged.AdminCreateUserConfig);
  });

  it('is not made for a pool with unknown settings', () => {
    const request = updateRequest({ ...POOL, Policies: { SignInPolicy: { Novelty: true } } }, OURS);

    expect(request.ok ? '' : request.error).toContain('`Policies.SignInPolicy.Novelty`; update signup-guard');
  });
});

describe('unknown settings', () => {
  it('do not count inside what nobody can set', () => {
    expect(unknownSettings({ ...POOL, SchemaAttributes: [{ Novelty: true }] })).toEqual([]);
  });

  it('are found inside lists', () => {
    const pool = { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'x', Novelty: 1 }] } };

    expect(unknownSettings(pool)).toEqual(['AccountRecoverySetting.RecoveryMechanisms[].Novelty']);
  });

  it('include a shape that changed', () => {
    expect(unknownSettings({ Policies: 'strict', AccountRecoverySetting: { RecoveryMechanisms: 'mail' } })).toEqual([
      'Policies',
      'AccountRecoverySetting.RecoveryMechanisms',
    ]);
  });
});

describe('the trigger of a pool', () => {
  it.each([
    [POOL, null],
    [{}, null],
    [{ LambdaConfig: { PreSignUp: '' } }, null],
    [{ LambdaConfig: { PreSignUp: OURS } }, OURS],
  ])('is read from %j', (pool, arn) => {
    expect(preSignUpOf(pool)).toBe(arn);
  });
});

describe('an MFA request', () => {
  it('sets what was read', () => {
    const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true }, SmsMfaConfiguration: null };

    expect(mfaRequest({ pool: POOL, mfa })).toEqual({
      UserPoolId: 'us-east-1_EXAMPLE',
      MfaConfiguration: 'ON',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
  });
});

describe('differences', () => {
  it('pass over dates, counts and empty values', () => {
    const after = { ...POOL, LastModifiedDate: 1, EstimatedNumberOfUsers: 9, UserPoolTags: {}, Status: null };

    expect(differencesBetween({ pool: POOL, mfa: {} }, { pool: after, mfa: { Sms: {} } })).toEqual([]);
  });

  it('name the setting by its path', () => {
    const after = { ...POOL, Policies: { PasswordPolicy: { MinimumLength: 8 } } };
    const found = differencesBetween({ pool: POOL, mfa: { MfaConfiguration: 'ON' } }, { pool: after, mfa: {} });

    expect(found).toEqual([
      { path: 'Policies.PasswordPolicy.MinimumLength', before: undefined, after: 8 },
      { path: 'Mfa.MfaConfiguration', before: 'ON', after: undefined },
    ]);
  });

  it('see words as a set and structures as a list', () => {
    const before = {
      AutoVerifiedAttributes: ['email', 'phone_number'],
      SchemaAttributes: [{ Name: 'a' }, { Name: 'b' }],
    };
    const after = {
      AutoVerifiedAttributes: ['phone_number', 'email'],
      SchemaAttributes: [{ Name: 'b' }, { Name: 'a' }],
    };

    expect(differencesBetween({ pool: before, mfa: {} }, { pool: after, mfa: {} }).map(({ path }) => path)).toEqual([
      'SchemaAttributes',
    ]);
  });
});
