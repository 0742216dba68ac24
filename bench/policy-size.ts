/**
 * What the size of a policy costs: parsing its file, publishing it, a cold start that loads it, and deciding. Publishing
 * and loading go through the real SDK to a Parameter Store on the loopback, which answers at once: add the round trips of
 * the region by the calls that are counted. Prints medians.
 */
import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createLocalParameterStore, localConfig } from '../src/aws/operator/local.ts';
import { publishPolicy } from '../src/aws/operator/policy/policy-store.ts';
import { createPolicyReader } from '../src/aws/trigger/policy-reader.ts';
import { decide } from '../src/core/decide.ts';
import { policyAt } from '../src/core/in-force.ts';
import { plan } from '../src/core/plan.ts';
import type { PolicyDocument } from '../src/core/policy.ts';
import { fail } from '../src/core/result.ts';
import { listen } from '../src/lab/server.ts';
import { createLabState } from '../src/lab/state.ts';
import { parseEvent } from '../src/lambda/event.ts';
import { coldStartCost } from '../src/policy/cold-start.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import { parsePolicy } from '../src/policy/file/parse.ts';
import { parameterNames } from '../src/policy/names.ts';
import { RESOURCES } from '../test/reference/cases.ts';
import { createRandom } from '../test/reference/random.ts';
import { aSignUp } from '../test/support/sign-up-event.ts';
import { median } from './median.ts';

const SIZES = [5, 5_000, 50_000];
const RUNS = 7;
const DECISIONS = 200_000;
const NOTHING_FOUND = { facts: new Map(), claims: new Map() };
const TOPS = ['com', 'net', 'org', 'de', 'co.uk', 'io', 'fr', 'com.br'];

/** Names like companies' own: letters by chance, so that they compress no better than real ones. */
function domainsOf(count: number): readonly string[] {
  const random = createRandom(count);
  const letters = [...'aeiourstlnmdcpbghkvwfyzxjq'];
  const names = new Set<string>();
  while (names.size < count) {
    const label = Array.from({ length: 5 + random.below(10) }, () => random.pick(letters)).join('');
    names.add(`${label}.${random.pick(TOPS)}`);
  }
  return [...names];
}

function fileOf(domains: readonly string[]): string {
  const list = domains.map((domain) => `        - ${domain}\n`).join('');
  const rule = `  - id: partners\n    when:\n      emailDomain:\n${list}    then: approve\n    verify: [email]\n    acknowledge: measured\n`;
  return `version: 1\nmode: enforce\nrules:\n${rule}otherwise: code\n`;
}

function parsed(text: string): PolicyDocument {
  const policy = parsePolicy({ file: 'policy.yaml', text }, () => fail('there are no lists'));
  if (!policy.ok) throw new Error(policy.error[0]?.message);
  return policy.value.document;
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function medianOf(work: (run: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await timed(() => work(run)));
  return median(times);
}

/** A decision from Cognito's event to the answer, and its plan alone, in microseconds of processor time; half are listed. */
async function decisionUs(document: PolicyDocument, domains: readonly string[]) {
  const policy = compilePolicy(document, RESOURCES);
  const addresses = domains.slice(0, 64).flatMap((domain) => [`ann@${domain}`, `ann@not-${domain}`]);
  const events = addresses.map((email) => aSignUp({}, { email, phone_number: '+12065550100' }));
  const attempts = events.map(parseEvent);
  let approved = 0;
  const whole = (event: unknown) => {
    const attempt = parseEvent(event);
    const inForce = policyAt(policy, 0);
    const planned = plan(attempt, inForce, 'code');
    if (planned.intent.kind === 'approve') approved += 1;
    decide(attempt, inForce, planned, NOTHING_FOUND);
  };
  const figures = {
    whole: await microseconds(events, whole),
    plan: await microseconds(attempts, (attempt) => plan(attempt, policy, 'code')),
  };
  if (approved === 0) throw new Error('nothing was approved');
  return figures;
}

async function microseconds<T>(values: readonly T[], work: (value: T) => unknown): Promise<number> {
  const pass = () => {
    for (let done = 0; done < DECISIONS; done += values.length) for (const value of values) work(value);
  };
  pass();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = process.cpuUsage();
    pass();
    times.push(process.cpuUsage(began).user);
  }
  return median(times) / DECISIONS;
}

for (const size of SIZES) {
  const domains = domainsOf(size);
  const text = fileOf(domains);
  const document = parsed(text);
  const state = createLabState({ now: Date.now });
  const lab = await listen(state, 0);
  const store = createLocalParameterStore(lab.endpoint);
  const namesOf = (run: number) => parameterNames(`bench-${run}`);
  const nobody = { hashKey: () => {}, candidate: () => {} };
  const provider = new SSMProvider({ awsSdkV3Client: new SSMClient(localConfig(lab.endpoint)) });

  const parseMs = await medianOf(() => parsed(text));
  const publishMs = await medianOf(async (run) => {
    const receipt = await publishPolicy(store, {
      parameter: namesOf(run).policy,
      document,
      stack: 'bench',
      publisher: 'command-line',
    });
    if (!receipt.ok) throw new Error(receipt.error);
  });
  const loadMs = await medianOf(async (run) => {
    const read = await createPolicyReader(provider, namesOf(run), nobody).read(AbortSignal.timeout(30_000));
    if (!read.ok) throw new Error(read.error.cause);
  });
  const { parameters, calls, bytes } = coldStartCost(document);
  const deciding = await decisionUs(document, domains);
  process.stdout.write(
    `${size} domains: file ${(text.length / 1000).toFixed(1)} kB, parse ${parseMs.toFixed(1)} ms, publish ${publishMs.toFixed(1)} ms, ` +
      `cold load ${loadMs.toFixed(1)} ms, decision ${deciding.whole.toFixed(2)} µs (plan alone ${deciding.plan.toFixed(2)}), ` +
      `${parameters} parameters, ${calls} SSM calls a cold start, ${bytes} bytes\n`,
  );
  await lab.close();
}
process.exit(0);
