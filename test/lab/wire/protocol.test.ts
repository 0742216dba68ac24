/**
 * What reaches the lab without an SDK: malformed bodies, other hosts, unknown calls.
 */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLab, type TestLab } from '../lab.ts';

let lab: TestLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab.close();
});

type Reply = { readonly status: number; readonly errorType: string; readonly body: string };

function post(headers: Readonly<Record<string, string>>, body: string): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const sent = request(lab.lab.endpoint, { method: 'POST', headers }, (answer) => {
    let text = '';
    answer.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    answer.on('end', () => {
      const errorType = String(answer.headers['x-amzn-errortype'] ?? '');
      resolve({ status: answer.statusCode ?? 0, errorType, body: text });
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

const SIGN_UP = { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' };
const GET_USER = { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' };

describe('the protocol', () => {
  it.each([
    ['no target', {}, '{}', 400, 'UnknownOperationException'],
    ['an inherited name', { 'x-amz-target': 'AmazonSSM.constructor' }, '{}', 400, 'UnknownOperationException'],
    ['truncated JSON', SIGN_UP, '{"ClientId":', 400, 'SerializationException'],
    ['an array', SIGN_UP, '[]', 400, 'SerializationException'],
    ['wrong types', SIGN_UP, '{"ClientId":1}', 400, 'InvalidParameterException'],
    ['no signature', GET_USER, '{}', 400, 'MissingAuthenticationTokenException'],
    ['a body of 10 MB', SIGN_UP, 'x'.repeat(10_000_000), 413, 'RequestEntityTooLargeException'],
    ['another host', { ...SIGN_UP, host: 'evil.example' }, '{}', 403, 'AccessDeniedException'],
  ])('refuses %s', async (_, headers, body, status, errorType) => {
    const answer = await post(headers, body);

    expect(answer).toMatchObject({ status, errorType });
    expect(JSON.parse(answer.body)).toMatchObject({ __type: errorType });
  });

  it('listens on this machine only', () => {
    expect(lab.lab.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  });

  it('answers a call that names its target, whatever it calls its body', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    expect(await post({ ...SIGN_UP, ...form }, '{}')).toMatchObject({ errorType: 'InvalidParameterException' });
    expect((await post(form, 'Action=GetRole')).body).toContain('the lab does not serve GetRole');
  });

  it('takes localhost for a name of this machine', async () => {
    const port = new URL(lab.lab.endpoint).port;

    expect(await post({ ...SIGN_UP, host: `localhost:${port}` }, '{}')).toMatchObject({
      errorType: 'InvalidParameterException',
    });
  });
});
