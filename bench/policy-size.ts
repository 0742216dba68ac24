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
import { plan } from '../src/core/plan.ts';
import type { PolicyDocument } from '../src/core/policy.ts';
import { fail } from '../src/core/result.ts';
import { listen } from '../src/lab/server.ts';
import { createLabState } from '../src/lab/state.ts';
import { attemptOf } from '../src/policy/cases/typed-attempt.ts';
import { coldStartCost } from '../src/policy/cold-start.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import { parsePolicy } from '../src/policy/file/parse.ts';
import { parameterNames } from '../src/policy/names.ts';
import { RESOURCES } from '../test/reference/cases.ts';
import { createRandom } from '../test/reference/random.ts';
import { median } from './median.ts';

const SIZES = [5, 5_000, 50_000];
const RUNS = 7;
const DECISIONS = 200_000;
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

/** Nanoseconds for one plan: half of the addresses are listed. */
async function decisionNs(document: PolicyDocument, domains: readonly string[]): Promise<number> {
  const policy = compilePolicy(document, RESOURCES);
  const listed = domains.slice(0, 64).map((domain) => attemptOf({ email: `ann@${domain}` }));
  const others = domains.slice(0, 64).map((domain) => attemptOf({ email: `ann@not-${domain}` }));
  const attempts = [...listed, ...others];
  let approved = 0;
  const pass = () => {
    for (let at = 0; at < DECISIONS; at += 1) {
      const attempt = attempts[at % attempts.length];
      if (attempt !== undefined && plan(attempt, policy, 'code').intent.kind === 'approve') approved += 1;
    }
  };
  pass();
  const ms = await medianOf(pass);
  if (approved === 0) throw new Error('nothing was approved');
  return (ms / DECISIONS) * 1e6;
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
  const evaluation = await decisionNs(document, domains);
  process.stdout.write(
    `${size} domains: file ${(text.length / 1000).toFixed(1)} kB, parse ${parseMs.toFixed(1)} ms, publish ${publishMs.toFixed(1)} ms, ` +
      `cold load ${loadMs.toFixed(1)} ms, decision ${evaluation.toFixed(0)} ns, ` +
      `${parameters} parameters, ${calls} SSM calls a cold start, ${bytes} bytes\n`,
  );
  await lab.close();
}
process.exit(0);
