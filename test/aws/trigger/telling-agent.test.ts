/**
 * When a sandbox begins to load what it needs later: as its first request is on its way, over HTTPS as AWS has it.
 */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, expect, it } from 'vitest';
import { networkThatTells } from '../../../src/aws/trigger/parameter-provider.ts';
import { tellingAgent } from '../../../src/aws/trigger/telling-agent.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { type Answer, startFakeAws } from '../../support/fake-aws.ts';

const certificate = makeCertificate();
afterAll(() => rmSync(dirname(certificate.certFile), { recursive: true }));

const PARAMETER: Answer = { json: { Parameter: { Name: 'x', Value: 'y' } } };

/** Asks `endpoint` `times` times, one after the other, and says at which answers it had been told by then. */
async function ask(endpoint: string, times: number): Promise<readonly number[]> {
  const told: number[] = [];
  let answers = 0;
  const agent = tellingAgent(() => told.push(answers));
  agent.options.ca = certificate.cert;
  for (; answers < times; answers += 1) {
    const sent = await fetchBy(agent, endpoint);
    expect(sent).toBe(true);
  }
  agent.destroy();
  return told;
}

async function fetchBy(httpsAgent: ReturnType<typeof tellingAgent>, endpoint: string): Promise<boolean> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SSMClient({ endpoint, region: 'us-east-1', credentials, requestHandler: { httpsAgent } });
  return (await client.send(new GetParameterCommand({ Name: 'x' }))).Parameter?.Value === 'y';
}

it('the telling agent tells before the first answer, and once however often it is asked', async () => {
  const aws = await startFakeAws(() => ({ after: 50, then: PARAMETER }), 0, certificate);
  const told = await ask(aws.endpoint, 3);
  await aws.close();

  expect(told).toEqual([0]);
  expect(aws.sockets()).toBe(1);
});

it('the telling agent tells nothing over plain HTTP, where each question loads what it needs', async () => {
  const aws = await startFakeAws(() => PARAMETER);
  const told = await ask(aws.endpoint, 2);
  await aws.close();

  expect(told).toEqual([]);
});

it('the telling agent is what the parameters of a sandbox are read through, with the waits of the trigger', () => {
  expect(networkThatTells(() => {})).toMatchObject({
    httpsAgent: { keepAlive: true, maxSockets: 50 },
    connectionTimeout: 500,
    requestTimeout: 1000,
    throwOnRequestTimeout: true,
  });
});
