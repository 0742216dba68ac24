/** The hourly look as it is built, in a process of its own, over HTTP: what it passes, and what it calls wrong. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';

const POOL = 'us-east-1_EXAMPLE';
const POOL_ARN = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${POOL}`;
const ALIAS = 'arn:aws:lambda:us-east-1:123456789012:function:guard:live';
const GRANT = {
  Sid: 'pool',
  Effect: 'Allow',
  Principal: { Service: 'cognito-idp.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: ALIAS,
  Condition: { ArnLike: { 'AWS:SourceArn': POOL_ARN }, StringEquals: { 'AWS:SourceAccount': '123456789012' } },
};

let root: string;
let server: Server;
let preSignUp: string | undefined;
let statements: readonly unknown[] | null;
let requests: string[];
let attachTrigger: string;
let companion: string;
let configuration: Readonly<Record<string, unknown>> | null;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'attachment-check-'));
  await bundle('check', join(root, 'check'), root);
  await writeFile(
    join(root, 'look.mjs'),
    `const { handler } = await import(${JSON.stringify(pathToFileURL(join(root, 'check/handler.mjs')).href)});
     try { console.log(JSON.stringify(await handler())); } catch (error) { console.log(error.message); }`,
  );
  server = createServer((request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? `${request.method}`;
    requests.push(target);
    request.resume().on('end', () => {
      if (target === 'DescribeUserPool')
        return response.end(
          JSON.stringify({ UserPool: { Id: POOL, Arn: POOL_ARN, LambdaConfig: { PreSignUp: preSignUp } } }),
        );
      if (request.url?.includes('/configuration') === true && configuration !== null)
        return response.end(JSON.stringify(configuration));
      if (statements === null || request.url?.includes('/configuration') === true)
        return response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end('{}');
      return response.end(JSON.stringify({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(root, { recursive: true });
});

beforeEach(() => {
  preSignUp = ALIAS;
  statements = [GRANT];
  requests = [];
  attachTrigger = 'true';
  companion = '';
  configuration = { State: 'Active' };
});

describe('AttachmentCheck', () => {
  it('passes a pool that calls the alias and may, by two reads', async () => {
    expect(await look()).toBe('{"attached":true}');
    expect(requests).toEqual(['DescribeUserPool', 'GET']);
  });

  it.each([
    [undefined, 'calls nobody before sign-up'],
    [ALIAS.replace(':live', ''), 'not `arn:aws:lambda:us-east-1:123456789012:function:guard:live`'],
    [ALIAS.replace('guard', 'theirs'), 'calls `arn:aws:lambda:us-east-1:123456789012:function:theirs:live`'],
  ])('fails for a pool that calls %s', async (trigger, why) => {
    preSignUp = trigger;

    expect(await look()).toContain(why);
  });

  it.each([
    ['true', 'set its trigger again with `signup-guard attach`'],
    ['false', 'whoever owns the pool sets `LambdaConfig.PreSignUp`, from the output `PreSignUpFunctionArn`'],
  ])('says who sets the trigger again under `AttachTrigger=%s`', async (value, remedy) => {
    attachTrigger = value;
    preSignUp = undefined;

    expect(await look()).toContain(remedy);
  });

  it.each([
    ['lost its permission', [{ ...GRANT, Condition: { ArnLike: { 'AWS:SourceArn': `${POOL_ARN}X` } } }]],
    ['has no permission left, or no function', null],
  ])('fails for a pool that %s', async (_title, left) => {
    statements = left;

    expect(await look()).toContain('may not call');
  });

  it('passes where the companion is there, by one read more', async () => {
    companion = ALIAS.replace('guard', 'former');

    expect(await look()).toBe('{"attached":true}');
    expect(requests).toEqual(['DescribeUserPool', 'GET', 'GET']);
  });

  it.each([
    ['is gone', null, 'does not exist'],
    ['cannot run', { State: 'Failed' }, 'cannot run'],
    ['is a guard', { Environment: { Variables: { POLICY_PARAMETER: '/signup-guard/x/policy' } } }, 'is a guard itself'],
  ])('fails where the companion %s, and says what comes of it', async (_, there, why) => {
    companion = ALIAS.replace('guard', 'former');
    configuration = there;

    const said = await look();

    expect(said).toMatch(/^the companion: `.*:former:live` /u);
    expect(said).toContain(why);
    expect(said).toContain('unless the policy says `unavailable.companion: code`');
  });

  it('fails where the companion is no function', async () => {
    companion = 'former';

    expect(await look()).toContain('the companion: `former` is not the ARN of a Lambda function');
  });

  it('fails when nobody can tell', async () => {
    statements = [{ ...GRANT, Effect: 'Deny' }];

    expect(await look()).toContain('not understood whole');
  });
});

function look(): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    USER_POOL_ID: POOL,
    FUNCTION_ARN: ALIAS,
    ATTACH_TRIGGER: attachTrigger,
    COMPANION_FUNCTION_ARN: companion,
  };
  return new Promise((done, failed) => {
    execFile(process.execPath, [join(root, 'look.mjs')], { env }, (error, stdout) =>
      error === null ? done(stdout.trim()) : failed(error),
    );
  });
}
