import { describe, expect, it } from 'vitest';
import { userOf } from '../../../src/cli/audit/user.ts';

describe('a user of an export', () => {
  it('is read from what ListUsers answers', () => {
    const user = userOf({
      Username: 'ann',
      UserStatus: 'CONFIRMED',
      Enabled: false,
      Attributes: [{ Name: 'sub', Value: '1' }, { Name: 'email', Value: 'ann@example.com' }, { Name: 'broken' }],
    });

    expect(user).toEqual({
      name: 'ann',
      sub: '1',
      status: 'CONFIRMED',
      enabled: false,
      attributes: new Map([
        ['sub', '1'],
        ['email', 'ann@example.com'],
      ]),
      email: { raw: 'ann@example.com', folded: 'ann@example.com', local: 'ann', domain: 'example.com' },
      phone: null,
    });
  });

  it('is read from a flat record, as the import template has it', () => {
    const user = userOf({
      'cognito:username': 'ann',
      email: 'ann@example.com',
      email_verified: true,
      'cognito:mfa_enabled': 'false',
      name: '',
    });

    expect(user).toMatchObject({ name: 'ann', status: null, enabled: true });
    expect([...(user?.attributes ?? [])]).toEqual([
      ['email', 'ann@example.com'],
      ['email_verified', 'true'],
    ]);
  });

  it('falls back to the sub for a name', () => {
    expect(userOf({ sub: '1' })?.name).toBe('1');
  });

  it.each([
    [
      'the console',
      {
        'User name': 'ann',
        'Email address': 'a@example.com',
        'Email verified': 'Yes',
        'Confirmation status': 'Force change password',
        Status: 'Disabled',
      },
    ],
    [
      'a spreadsheet',
      {
        username: 'ann',
        'E-Mail': 'a@example.com',
        'EMAIL VERIFIED': 'WAHR',
        status: 'force_change_password',
        Enabled: 'no',
      },
    ],
    [
      'a flattened answer',
      {
        Username: 'ann',
        'Attributes.email': 'a@example.com',
        'Attributes.email_verified': true,
        UserStatus: 'FORCE_CHANGE_PASSWORD',
        Enabled: false,
      },
    ],
  ])('is read by the names that %s gives', (_, record) => {
    expect(userOf(record)).toMatchObject({
      name: 'ann',
      status: 'FORCE_CHANGE_PASSWORD',
      enabled: false,
      email: { folded: 'a@example.com' },
      attributes: new Map([
        ['email', 'a@example.com'],
        ['email_verified', 'true'],
      ]),
    });
  });

  it.each([
    ['Reset password required', 'RESET_REQUIRED'],
    ['External provider', 'EXTERNAL_PROVIDER'],
    ['UNCONFIRMED', 'UNCONFIRMED'],
  ])('has the status `%s` by the name of the API', (status, name) => {
    expect(userOf({ username: 'ann', status })?.status).toBe(name);
  });

  it('is none without a name', () => {
    expect(userOf({ email: 'ann@example.com' })).toBeNull();
  });
});
