/**
 * From the start of a process to the answer of its first sign-up, over HTTPS and with services that take 20 ms a call: the
 * trigger's bundle, against another build of it where a folder is given. Prints medians, their ratio, and handshakes.
 *
 * `node bench/start.ts [FOLDER]`: FOLDER holds the `handler.mjs` to compare with; without one, the trigger alone.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { bundle } from '../scripts/build.ts';
import { makeCertificate } from '../test/support/certificate.ts';
import { awsEnv, type FakeAws, startFakeAws } from '../test/support/fake-aws.ts';
import { aSignUp } from '../test/support/sign-up-event.ts';
import { answerTo } from './answers.ts';
import { median } from './median.ts';

const RUNS = 31;
const SERVICE_MS = 20;

/** `performance.now()` counts from the start of the process. */
const PROBE = `
const { handler } = await import(process.argv[1]);
const context = { getRemainingTimeInMillis: () => 5000 };
const { response } = await handler(JSON.parse(process.argv[2]), context);
if (!response.autoVerifyEmail) throw new Error('the sign-up was not approved');
const ms = performance.now();
const { user, system } = process.cpuUsage();
process.stderr.write(JSON.stringify({ ms, cpu: (user + system) / 1000 }), () => process.exit(0));`;

type Sample = { readonly ms: number; readonly cpu: number; readonly handshakes: number };

const certificate = makeCertificate();
const fake = await startFakeAws((call) => ({ after: SERVICE_MS, then: answerTo(call) }), 0, certificate);

async function sample(folder: string): Promise<Sample> {
  const before = fake.sockets();
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', PROBE, join(folder, 'handler.mjs'), JSON.stringify(aSignUp())],
    { stdio: ['ignore', 'ignore', 'pipe'], env: childEnv(fake) },
  );
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  await new Promise((ended) => child.once('close', ended));
  if (!told.startsWith('{')) throw new Error(told);
  return { ...JSON.parse(told), handshakes: fake.sockets() - before };
}

function childEnv({ endpoint }: FakeAws): Record<string, string> {
  return {
    ...awsEnv(endpoint),
    NODE_EXTRA_CA_CERTS: certificate.certFile,
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    CLAIM_TABLE: 'claims',
    ENVIRONMENT: 'bench',
    PATH: '',
  };
}

function line(name: string, samples: readonly Sample[]): string {
  const of = (key: keyof Sample) => median(samples.map((each) => each[key])).toFixed(1);
  return `${name}: first answer after ${of('ms')} ms, ${of('cpu')} ms of processor, ${of('handshakes')} handshakes\n`;
}

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-bench-'));
await bundle('trigger', scratch);
const other = process.argv[2];
const folders = [scratch, ...(other === undefined ? [] : [resolve(other)])];
for (const folder of folders) await sample(folder);
const rounds: Sample[][] = [];
for (let run = 0; run < RUNS; run += 1) {
  const round: Sample[] = [];
  for (const folder of folders) round.push(await sample(folder));
  rounds.push(round);
}
const column = (index: number) => rounds.flatMap((round) => round[index] ?? []);
process.stdout.write(line('trigger', column(0)));
if (other !== undefined) {
  process.stdout.write(line('the other', column(1)));
  const ratio = (key: keyof Sample) =>
    median(rounds.map(([ours, theirs]) => (ours?.[key] ?? 0) / (theirs?.[key] ?? 1))).toFixed(3);
  process.stdout.write(`median ratio: ${ratio('ms')} of the time, ${ratio('cpu')} of the processor, ${RUNS} pairs\n`);
}
await fake.close();
rmSync(scratch, { recursive: true });
rmSync(dirname(certificate.certFile), { recursive: true });
