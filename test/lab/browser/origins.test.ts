/**
 * Which web pages may call the lab: those of this machine and those that were named, by preflight and by call.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { originOf } from '../../../src/lab/browser/origins.ts';
import { startLab, type TestLab } from '../lab.ts';
import { rawRequest } from '../raw-request.ts';

const NAMED = 'https://app.example.com';

let lab: TestLab;
beforeAll(async () => {
  lab = await startLab(null, { origins: [NAMED] });
});
afterAll(() => lab.close());

/** A sign-up as Amplify sends it from a page. */
function call(headers: Readonly<Record<string, string>>) {
  const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' };
  return rawRequest(
    lab.lab.endpoint,
    'POST',
    { 'content-type': 'application/x-amz-json-1.1', ...target, ...headers },
    '{}',
  );
}

function preflight(headers: Readonly<Record<string, string>>) {
  const asked = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'cache-control,content-type,x-amz-target,x-amz-user-agent',
  };
  return rawRequest(lab.lab.endpoint, 'OPTIONS', { ...asked, ...headers });
}

describe('a page of this machine', () => {
  it.each([
    'http://localhost:3000',
    'http://127.0.0.1:5173',
    'http://localhost',
    'https://localhost:8443',
    NAMED,
  ])('at %s may call', async (origin) => {
    const asked = await preflight({ origin });
    const called = await call({ origin });

    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'cache-control,content-type,x-amz-target,x-amz-user-agent',
      vary: expect.stringMatching(/origin/iu),
    });
    expect(asked.headers['access-control-allow-methods']).toContain('POST');
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials');
    expect(called).toMatchObject({ status: 400, headers: { 'access-control-allow-origin': origin } });
    expect(called.headers['access-control-expose-headers']).toContain('x-amzn-errortype');
  });

  it('reaches the lab from a network that asks for it, too', async () => {
    const asked = await preflight({ origin: NAMED, 'access-control-request-private-network': 'true' });

    expect(asked.headers).toMatchObject({ 'access-control-allow-private-network': 'true' });
  });
});

describe('any other page', () => {
  it.each([
    ['another site', 'https://evil.example'],
    ['a name that begins like this machine', 'http://localhost.evil.example'],
    ['a name that ends like this machine', 'http://evil-localhost'],
    ['a named host by another scheme', 'http://app.example.com'],
    ['a named host by another port', 'https://app.example.com:8443'],
    ['a sandboxed frame or a file', 'null'],
    ['an extension', 'chrome-extension://localhost'],
    ['user info before a host', 'http://localhost@evil.example'],
  ])('is refused: %s', async (_, origin) => {
    for (const answer of [await preflight({ origin }), await call({ origin })]) {
      expect(answer).toMatchObject({ status: 403, headers: { 'x-amzn-errortype': 'ForbiddenException' } });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      expect(answer.body).toContain('--origin');
    }
    expect(lab.state.pool.users.size).toBe(0);
  });

  it('is refused by what the browser says of its site, where it sends no origin', async () => {
    expect(await call({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  });

  it('is refused under a name of its own, whatever origin it claims (DNS rebinding)', async () => {
    const claimed = { host: 'evil.example', origin: 'http://localhost:3000' };

    for (const answer of [await preflight(claimed), await call(claimed)]) {
      expect(answer).toMatchObject({ status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

it.each([
  'https://app.example.com/',
  'app.example.com',
  'https://app.example.com/x',
  'ftp://app.example.com',
  '',
])('the lab takes %j for no origin', (text) => {
  expect(originOf(text)).toBeNull();
});
