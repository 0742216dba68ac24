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

  it('is none without a name', () => {
    expect(userOf({ email: 'ann@example.com' })).toBeNull();
  });
});
