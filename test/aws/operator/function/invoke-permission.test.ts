import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { readFunctionArn } from '../../../../src/aws/operator/function/function-arn.ts';
import { grantInvoke, revokeInvoke } from '../../../../src/aws/operator/function/invoke-permission.ts';
import { type JsonServer, type Operation, startJsonServer } from '../../json-server.ts';

const POLICY = '/2015-03-31/functions/*/policy';
const POOL = { id: 'us-east-1_E', arn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_E' };

let server: JsonServer;

afterEach(() => server.close());

function functionOf(arn: string) {
  const read = readFunctionArn(arn);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const LIVE = functionOf('arn:aws:lambda:us-east-1:123456789012:function:guard:live');

/** A function's resource policy as Lambda keeps it: one list of statements a qualifier. */
function policyStore(statements: Map<string, Record<string, unknown>>): Readonly<Record<string, Operation>> {
  return {
    [`GET ${POLICY}`]: (_input, path) => {
      if (!path.endsWith('?Qualifier=live')) return { error: 'ResourceNotFoundException', status: 404 };
      if (statements.size === 0) return { error: 'ResourceNotFoundException', status: 404 };
      return { body: { Policy: JSON.stringify({ Statement: [...statements.values()] }) } };
    },
    [`POST ${POLICY}`]: (input) => {
      const sid = String(input['StatementId']);
      if (statements.has(sid)) return { error: 'ResourceConflictException', status: 409 };
      statements.set(sid, {
        Sid: sid,
        Effect: 'Allow',
        Principal: { Service: input['Principal'] },
        Action: input['Action'],
        Condition: {
          ArnLike: { 'AWS:SourceArn': input['SourceArn'] },
          StringEquals: { 'AWS:SourceAccount': input['SourceAccount'] },
        },
      });
      return { body: {} };
    },
    [`DELETE ${POLICY}/*`]: (_input, path) => {
      const sid = path.split('?')[0]?.split('/').at(-1) ?? '';
      return statements.delete(sid) ? { body: {} } : { error: 'ResourceNotFoundException', status: 404 };
    },
  };
}

async function clientOf(statements: Map<string, Record<string, unknown>>): Promise<LambdaClient> {
  server = await startJsonServer(policyStore(statements));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new LambdaClient({ endpoint: server.endpoint, region: 'us-east-1', credentials });
}

describe('the invoke permission', () => {
  it('names pool and account, on the alias', async () => {
    const statements = new Map();
    const client = await clientOf(statements);

    expect(await grantInvoke(client, LIVE, POOL)).toEqual({ ok: true, value: 'granted' });

    expect(statements.get('signup-guard-us-east-1_E')).toEqual({
      Sid: 'signup-guard-us-east-1_E',
      Effect: 'Allow',
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Condition: {
        ArnLike: { 'AWS:SourceArn': POOL.arn },
        StringEquals: { 'AWS:SourceAccount': '123456789012' },
      },
    });
  });

  it('is granted once', async () => {
    const statements = new Map();
    const client = await clientOf(statements);
    await grantInvoke(client, LIVE, POOL);

    expect(await grantInvoke(client, LIVE, POOL)).toEqual({ ok: true, value: 'already' });
    expect(statements.size).toBe(1);
  });

  it('replaces a statement of its name that says otherwise, the new one first', async () => {
    const statements = new Map([['signup-guard-us-east-1_E', { Sid: 'signup-guard-us-east-1_E', Effect: 'Deny' }]]);
    const client = await clientOf(statements);

    expect(await grantInvoke(client, LIVE, POOL)).toEqual({ ok: true, value: 'granted' });
    expect([...statements.keys()]).toEqual(['signup-guard-us-east-1_E-again']);
    expect(server.calls.map((call) => call.split(' ')[0])).toEqual(['GET', 'POST', 'DELETE', 'POST', 'DELETE']);
    expect(await grantInvoke(client, LIVE, POOL)).toEqual({ ok: true, value: 'already' });
    expect(await revokeInvoke(client, LIVE, POOL.id)).toEqual({ ok: true, value: null });
    expect(statements.size).toBe(0);
  });

  it('is not granted beside a denial that it cannot remove', async () => {
    const statements = new Map([['theirs', { Sid: 'theirs', Effect: 'Deny', Principal: '*', Action: 'lambda:*' }]]);
    const client = await clientOf(statements);

    expect(await grantInvoke(client, LIVE, POOL)).toMatchObject({
      error: expect.stringContaining('may deny it (`theirs`)'),
    });
    expect(statements.size).toBe(1);
  });

  it('is taken back, twice without harm', async () => {
    const statements = new Map();
    const client = await clientOf(statements);
    await grantInvoke(client, LIVE, POOL);

    expect(await revokeInvoke(client, LIVE, POOL.id)).toEqual({ ok: true, value: null });
    expect(await revokeInvoke(client, LIVE, POOL.id)).toEqual({ ok: true, value: null });
    expect(statements.size).toBe(0);
  });

  it('that cannot be granted says why', async () => {
    server = await startJsonServer({ [`GET ${POLICY}`]: () => ({ error: 'AccessDeniedException', status: 403 }) });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new LambdaClient({ endpoint: server.endpoint, region: 'us-east-1', credentials });

    expect(await grantInvoke(client, LIVE, POOL)).toMatchObject({
      ok: false,
      error: expect.stringContaining('AccessDeniedException'),
    });
  });
});
