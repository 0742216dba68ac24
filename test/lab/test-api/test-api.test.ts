/**
 * What tests of an application ask of the lab: users, codes, an empty pool, a later time, bad days.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminCreateUser } from '../../../src/lab/attempts.ts';
import { noFaults } from '../../../src/lab/faults.ts';
import { PASSWORD } from '../lab.ts';
import { rawRequest } from '../raw-request.ts';
import { type AppLab, openAppLab } from './open-lab.ts';

const STAFF = 'ann@staff.example.com';
const GUEST = 'bob@example.com';
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u;

let app: AppLab;
beforeAll(async () => {
  app = await openAppLab();
}, 60_000);
beforeEach(async () => {
  await app.send('/lab/reset');
});
afterAll(() => app.close());

type Code = { readonly code: string; readonly for: string; readonly expiresAt: string };

async function codes(user: string): Promise<readonly Code[]> {
  return (await app.get(`/lab/codes/${encodeURIComponent(user)}`)).body as readonly Code[];
}

it('the lab says where it is', async () => {
  const { endpoint, state } = app.lab;

  expect((await app.get('/lab')).body).toEqual({
    url: `${endpoint}/`,
    endpoint,
    userPoolId: state.pool.settings.id,
    clientId: state.client.id,
    clientSecret: state.client.secret,
    publicClientId: state.publicClient.id,
  });
});

describe('GET /lab/users', () => {
  it('lists everybody as they came', async () => {
    await app.signUp('ann', STAFF);
    await app.signUp('bob', GUEST);

    const { status, body } = await app.get('/lab/users');

    expect(status).toBe(200);
    expect(body).toEqual([
      {
        userName: 'ann',
        sub: expect.stringMatching(/^[0-9a-f-]{36}$/u),
        status: 'CONFIRMED',
        enabled: true,
        attributes: { sub: expect.any(String), email: STAFF, email_verified: 'true' },
        createdAt: expect.stringMatching(RFC_3339),
        modifiedAt: expect.stringMatching(RFC_3339),
      },
      expect.objectContaining({ userName: 'bob', status: 'UNCONFIRMED' }),
    ]);
  });
});

describe('GET /lab/codes/<user>', () => {
  it('gives the code that confirms, and when it ends', async () => {
    await app.signUp('bob', GUEST);
    const [sent, ...others] = await codes('bob');

    expect(sent).toEqual({
      code: expect.stringMatching(/^\d{6}$/u),
      for: 'sign-up',
      expiresAt: expect.stringMatching(RFC_3339),
    });
    expect(others).toEqual([]);
    expect(Date.parse(sent?.expiresAt ?? '') - app.lab.clock.now()).toBeGreaterThan(86_400_000 - 60_000);
    await app.cognito('ConfirmSignUp', { Username: 'bob', ConfirmationCode: sent?.code });
    expect(await codes('bob')).toEqual([]);
  });

  it('finds whom an address names not yet', async () => {
    await app.signUp('bob', GUEST);

    expect(await codes('BOB@example.com')).toEqual(await codes('bob'));
    expect(await codes(GUEST)).toHaveLength(1);
  });

  it('gives what is waiting, the newest last', async () => {
    const invited = { userName: 'bob', temporaryPassword: null, attributes: new Map([['email', GUEST]]) };
    await adminCreateUser(app.lab.state, { ...invited, forceAliasCreation: false });
    const [invitation] = await codes('bob');
    expect(invitation).toMatchObject({ for: 'invitation' });

    await app.signUp('ann', STAFF);
    const { body } = await app.cognito('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ann', PASSWORD },
    });
    const { AccessToken } = (body as { AuthenticationResult: { AccessToken: string } }).AuthenticationResult;
    await app.send('/lab/clock', { forward: '1s' });
    await app.cognito('UpdateUserAttributes', {
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'ann.new@staff.example.com' }],
    });
    await app.send('/lab/clock', { forward: '1s' });
    await app.cognito('ForgotPassword', { Username: 'ann' });

    expect((await codes('ann')).map((one) => one.for)).toEqual(['email', 'password']);
  });

  it('knows nobody by another name', async () => {
    expect(await app.get('/lab/codes/nobody')).toEqual({
      status: 404,
      body: { message: 'there is no user `nobody`' },
    });
  });
});

describe('the clock', () => {
  it('goes forward, for codes too', async () => {
    await app.signUp('bob', GUEST);
    const [sent] = await codes('bob');
    const before = (await app.get('/lab/clock')).body as { readonly now: string; readonly aheadMs: number };

    const after = (await app.send('/lab/clock', { forward: '25h' })).body as typeof before;

    expect(after.aheadMs - before.aheadMs).toBe(90_000_000);
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(90_000_000);
    expect(await app.cognito('ConfirmSignUp', { Username: 'bob', ConfirmationCode: sent?.code })).toMatchObject({
      body: { __type: 'ExpiredCodeException' },
    });
  });

  it.each([
    '{"forward":"-2m"}',
    '{"forward":120}',
    '{"back":"2m"}',
    '{"forward":"2 minutes"}',
    'x',
  ])('does not take %s', async (body) => {
    expect(await app.send('/lab/clock', body)).toMatchObject({ status: 400 });
  });
});

describe('one address again', () => {
  it('is busy for another name at once, waits for a code then, and is approved once its claim is over', async () => {
    const outcome = async () => {
      const { status, body } = await app.signUp('ann', STAFF);
      const { UserConfirmed, message } = body as { UserConfirmed?: boolean; message?: string };
      const answer = status === 200 ? UserConfirmed : message;
      const gone = { UserPoolId: app.lab.state.pool.settings.id, Username: 'ann' };
      await fetch(app.lab.endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser',
          authorization: 'AWS4-HMAC-SHA256 x',
        },
        body: JSON.stringify(gone),
      });
      return answer;
    };
    const other = async () => {
      const { body } = await app.signUp('eve', STAFF);
      return (
        (body as { message?: string; UserConfirmed?: boolean }).message ??
        (body as { UserConfirmed?: boolean }).UserConfirmed
      );
    };

    expect(await outcome()).toBe(true);
    expect(await outcome()).toBe(true);
    expect(await other()).toContain('Please try again in a moment');
    await app.send('/lab/clock', { forward: '16s' });
    expect(await outcome()).toBe(false);
    await app.send('/lab/clock', { forward: '2m' });
    expect(await outcome()).toBe(true);
  });
});

describe('faults', () => {
  it('are on until they are off', async () => {
    const on = await app.send('/lab/faults', { claimsDown: true });
    const during = await app.signUp('ann', STAFF);
    const off = await app.send('/lab/faults', undefined, 'DELETE');
    const after = await app.signUp('bea', 'bea@staff.example.com');

    expect(on).toEqual({ status: 200, body: { ...noFaults(), claimsDown: true } });
    expect(during).toMatchObject({ status: 400 });
    expect(off.body).toEqual(noFaults());
    expect(after).toMatchObject({ body: { UserConfirmed: true } });
  });

  it.each([
    ['lookUpsDown', { lookUpsDown: true }],
    ['a slow directory', { lookUpDelayMs: 6000 }],
  ])('send to a code what cannot be looked up: %s', async (_, fault) => {
    await app.send('/lab/faults', fault);

    expect(await app.signUp('ann', STAFF)).toMatchObject({ body: { UserConfirmed: false } });
  });

  it.each([
    '{"ssmDown":"yes"}',
    '{"coffeeDown":true}',
    '{"lookUpDelayMs":-1}',
    '[]',
    '',
  ])('are not %s', async (body) => {
    expect(await app.send('/lab/faults', body)).toMatchObject({ status: 400 });
    expect((await app.get('/lab/faults')).body).toEqual(noFaults());
  });
});

describe('the rest', () => {
  it('empties the pool, ends sign-ins and mends faults', async () => {
    await app.signUp('ann', STAFF);
    await app.send('/lab/faults', { ssmDown: true });

    expect(await app.send('/lab/reset')).toEqual({ status: 200, body: {} });

    expect((await app.get('/lab/users')).body).toEqual([]);
    expect((await app.get('/lab/faults')).body).toEqual(noFaults());
    expect(await app.signUp('ann', STAFF)).toMatchObject({ body: { UserConfirmed: true } });
  });

  it('names a path that there is not', async () => {
    expect(await app.get('/lab/everything')).toEqual({
      status: 404,
      body: { message: 'there is no `GET /lab/everything`: see docs/lab.md' },
    });
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a form in a frame', { origin: 'null', 'content-type': 'text/plain' }],
    ['another site, by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
    ['another host', { host: 'evil.example' }],
  ])('is not for %s', async (_, headers) => {
    await app.signUp('bob', GUEST);

    for (const [method, path] of [
      ['GET', '/lab'],
      ['GET', '/lab/codes/bob'],
      ['POST', '/lab/reset'],
    ] as const) {
      const answer = await rawRequest(`${app.lab.endpoint}${path}`, method, headers as Record<string, string>);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toMatch(/sign-up|Secret/u);
    }
    expect((await app.get('/lab/users')).body).toHaveLength(1);
  });
});
