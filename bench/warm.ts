/**
 * What a warm approved sign-up costs: the trigger against the same AWS calls made bare, one after the other. Both talk
 * HTTPS to a server on the loopback that takes a given time for each answer. Prints medians, their ratio, and the calls of each
 * outcome.
 */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setDefaultCACertificates } from 'node:tls';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { systemClock } from '../src/lambda/clock.ts';
import { composeTrigger } from '../src/lambda/compose.ts';
import { readSettings } from '../src/lambda/env.ts';
import { makeCertificate } from '../test/support/certificate.ts';
import { awsEnv, startFakeAws } from '../test/support/fake-aws.ts';
import { aSignUp } from '../test/support/sign-up-event.ts';
import { answerTo } from './answers.ts';
import { median } from './median.ts';

const ROUNDS = 200;
const SERVICE_MS = [0, 5, 20];

let serviceMs = 0;

const certificate = makeCertificate();
setDefaultCACertificates([certificate.cert.toString()]);
const fake = await startFakeAws(
  (call) => (serviceMs === 0 ? answerTo(call) : { after: serviceMs, then: answerTo(call) }),
  0,
  certificate,
);
Object.assign(process.env, awsEnv(fake.endpoint), {
  CLAIM_TABLE: 'claims',
  ENVIRONMENT: 'bench',
  POLICY_MAX_AGE: '3600',
});
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const trigger = composeTrigger(readSettings(), systemClock);
const cognito = new CognitoIdentityProviderClient();
const table = new DynamoDBClient();

async function bareCalls(): Promise<void> {
  const pool = { UserPoolId: 'us-east-1_example' };
  for (const [attribute, value] of [
    ['email', 'bob@example.com'],
    ['phone_number', '+12065550100'],
  ]) {
    await cognito.send(new ListUsersCommand({ ...pool, Filter: `${attribute} = "${value}"` }));
    await cognito.send(new AdminGetUserCommand({ ...pool, Username: `${value}` })).catch(() => undefined);
  }
  const Put = { TableName: 'claims', Item: { pk: { S: 'x' } } };
  await table.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Put }] }));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

for (const ms of SERVICE_MS) {
  serviceMs = ms;
  await trigger.answer(aSignUp(), 5_000);
  await bareCalls();
  const pairs: { guard: number; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    pairs.push({ guard: await timed(() => trigger.answer(aSignUp(), 5_000)), bare: await timed(bareCalls) });
  }
  const figures = { guard: median(pairs.map(({ guard }) => guard)), bare: median(pairs.map(({ bare }) => bare)) };
  const ratio = median(pairs.map(({ guard, bare }) => guard / bare));
  write(
    `warm, ${ms} ms a call: sign-up ${figures.guard.toFixed(2)} ms, bare calls in turn ${figures.bare.toFixed(2)} ms, median ratio ${ratio.toFixed(3)} over ${ROUNDS}\n`,
  );
}
await fake.close();
rmSync(dirname(certificate.certFile), { recursive: true });
process.exit(0);
