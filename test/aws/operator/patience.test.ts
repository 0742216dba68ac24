/** Denials right after a role changed, with a real SDK client over HTTP: waited out, not for ever, and nothing else is. */
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPatience, PAUSES_MS, type Patience } from '../../../src/aws/operator/patience.ts';
import { type FakeAws, startFakeAws } from '../../support/fake-aws.ts';

let aws: FakeAws;
let client: SSMClient;

beforeEach(async () => {
  aws = await startFakeAws(() => ({ json: { Parameter: { Value: 'x' } } }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new SSMClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await aws.close();
});

function patient(pauses: readonly number[]): Patience {
  const patience = createPatience(pauses);
  patience.watch(client.middlewareStack);
  return patience;
}

const ask = () => client.send(new GetParameterCommand({ Name: 'x' }));

describe('patience', () => {
  it('repeats a denied call until it is allowed', async () => {
    patient([1, 1, 1]);
    aws.script = (_call, nth) =>
      nth < 3 ? { error: 'AccessDeniedException' } : { json: { Parameter: { Value: 'x' } } };

    expect((await ask()).Parameter?.Value).toBe('x');
    expect(aws.calls).toHaveLength(4);
  });

  it('ends, for all the calls of one piece of work together, and begins anew with the next', async () => {
    const patience = patient([1, 1]);
    aws.script = () => ({ error: 'AccessDeniedException' });

    await expect(ask()).rejects.toThrow('AccessDenied');
    await expect(ask()).rejects.toThrow('AccessDenied');
    expect(aws.calls).toHaveLength(4);

    patience.renew();
    await expect(ask()).rejects.toThrow('AccessDenied');
    expect(aws.calls).toHaveLength(7);
  });

  it('repeats nothing else', async () => {
    patient([1, 1]);
    aws.script = () => ({ error: 'ParameterNotFound' });

    await expect(ask()).rejects.toThrow('ParameterNotFound');
    expect(aws.calls).toHaveLength(1);
  });

  it('lasts thirty seconds', () => {
    expect(PAUSES_MS.reduce((sum, wait) => sum + wait)).toBe(30_000);
  });
});
