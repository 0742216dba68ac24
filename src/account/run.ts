/**
 * The run: looks whether the account is one to try things in, makes what it needs, asks, takes the steps, and removes all of
 * it again, whatever happened before. Talks to AWS and to programs only by the hands it is given.
 */
import { fail, ok, type Result } from '../core/result.ts';
import { askProbes, type Watch } from './ask.ts';
import type { AccountCaller } from './call.ts';
import { allPools, countLeftovers, ENVIRONMENT_PREFIX, findLeftovers, removeLeftovers } from './clean-up.ts';
import { counting } from './cost.ts';
import { type AccountProbe, type HostedPages, once, type ProbeStage } from './probe.ts';
import { failingFunctionName, NAME_PREFIX } from './probe-stack.ts';
import { UNTRIED } from './probes/registry.ts';
import { type AccountReport, REPORT_VERSION, type StepReport, UNREAD } from './report.ts';
import { createProbeStack, describeStack, outputsOf, type StackOutputs, type StackPatience } from './stack.ts';
import { shopReader } from './steps/customers.ts';
import type { Product, ProductStep } from './steps/step.ts';
import { takeSteps } from './steps/take.ts';

/** Programs and files of the deployed folder: see `Product`. */
export type Workshop = Pick<Product, 'sam' | 'guard' | 'write'>;

/** What the run works with. */
export type Hands = StackPatience & {
  readonly call: AccountCaller;
  readonly now: () => number;
  readonly unique: () => string;
  readonly pages: HostedPages;
  readonly stopped: () => boolean;
  readonly told: (line: string) => void;
  /** Makes the folder that is deployed, for an environment; only asked for where there are steps. */
  readonly workshop: (environment: string) => Promise<Result<Workshop, string>>;
};

/** What the run does. */
export type RunOptions = {
  readonly run: string;
  readonly region: string;
  readonly package: string;
  readonly probes: readonly AccountProbe[];
  readonly steps: readonly ProductStep[];
  readonly signUps: number;
  /** How long something may take to be seen, in milliseconds. */
  readonly patience: number;
  readonly shared: boolean;
};

/** Runs, and reports. The error says why nothing was begun. */
export async function runOnAccount(given: Hands, options: RunOptions): Promise<Result<AccountReport, string>> {
  const { call, cost } = counting(given.call);
  const hands = { ...given, call };
  const begun = hands.now();
  const refusal = await refused(hands, options);
  if (refusal !== null) return fail(refusal);
  hands.told('creating the stack of the probes');
  const made = await createProbeStack(hands.call, options.run, hands);
  const done = made.ok ? await asked(hands, options, made.value) : { probes: [], steps: [] };
  hands.told('removing everything');
  const left = await removeLeftovers(hands.call, hands, (what) => hands.told(`removing ${what}`));
  if (!made.ok) return fail(made.error);
  return ok({
    version: REPORT_VERSION,
    startedAt: new Date(begun).toISOString(),
    endedAt: new Date(hands.now()).toISOString(),
    region: options.region,
    package: options.package,
    ...done,
    untried: UNTRIED,
    cost: cost(),
    left: left.ok ? countLeftovers(left.value) : { [UNREAD]: 1 },
  });
}

/** Why this account is not one to try things in; null where it is. */
async function refused(hands: Hands, { shared }: RunOptions): Promise<string | null> {
  const left = await findLeftovers(hands.call);
  if (!left.ok) return `the account cannot be read: ${left.error}`;
  if (Object.keys(countLeftovers(left.value)).length > 0) {
    return 'an earlier run left something behind: remove it first, by `signup-guard verify-account --clean`';
  }
  const others = (await allPools(hands.call)).filter(({ name }) => !name.startsWith(NAME_PREFIX));
  if (others.length === 0 || shared) return null;
  return `this account and Region has ${others.length} user pools that no run made: their quotas are shared, so take another account, or say \`--shared\``;
}

async function asked(hands: Hands, options: RunOptions, outputs: StackOutputs) {
  const stage = stageOf(hands, options, outputs);
  const watch: Watch = {
    begin: (id, nth, total) => hands.told(`${nth + 1} of ${total}: ${id}`),
    stopped: hands.stopped,
  };
  const probes = await askProbes(options.probes, stage, watch);
  // whatever breaks here, what the probes saw is reported and everything is removed
  const steps = await product(hands, options, outputs, stage, watch).catch((error: unknown) => [
    broken(error instanceof Error ? error.message : 'failed'),
  ]);
  return { probes, steps };
}

async function product(
  hands: Hands,
  { run, steps }: RunOptions,
  outputs: StackOutputs,
  stage: ProbeStage,
  watch: Watch,
): Promise<readonly StepReport[]> {
  if (steps.length === 0 || hands.stopped()) return [];
  const environment = `${ENVIRONMENT_PREFIX}${run}`;
  const workshop = await hands.workshop(environment);
  if (!workshop.ok) return [broken(workshop.error)];
  const stack = `${NAME_PREFIX}-${run}-product`;
  const read = { call: hands.call, outputs: () => outputsOfStack(hands.call, stack) };
  return takeSteps(
    steps,
    {
      ...workshop.value,
      ...{ ...read, shop: shopReader(read), now: hands.now, pause: hands.pause, unique: hands.unique },
      ...{ stack, environment },
      bucket: outputs['Bucket'] ?? '',
      otherPool: stage.pools.full,
      otherFunction: stage.functionName,
      failing: (failure) => failingFunctionName(run, failure),
    },
    watch,
  );
}

/** No step could be taken. */
function broken(said: string): StepReport {
  return { id: 'folder', what: 'the folder to deploy', ok: false, said, figures: {}, ms: 0 };
}

async function outputsOfStack(call: AccountCaller, name: string): Promise<StackOutputs> {
  const stack = await describeStack(call, name);
  return stack === null ? {} : outputsOf(stack);
}

/** The stage of the probes, from the outputs of their stack. */
function stageOf(
  { call, now, pause, unique, pages }: Pick<Hands, 'call' | 'now' | 'pause' | 'unique' | 'pages'>,
  { run, signUps, patience }: Pick<RunOptions, 'run' | 'signUps' | 'patience'>,
  outputs: StackOutputs,
): ProbeStage {
  const pool = (name: string) => ({ id: outputs[`${name}Pool`] ?? '', clientId: outputs[`${name}Client`] ?? '' });
  return {
    call,
    now,
    pause,
    unique,
    pages,
    federation: once(),
    signUps,
    patience,
    pools: {
      ...{ alias: pool('Alias'), username: pool('Username'), plain: pool('Plain') },
      ...{ full: pool('Full'), barred: pool('Barred') },
    },
    functionName: outputs['ProbeFunction'] ?? '',
    tableName: outputs['Table'] ?? '',
    parameterPath: `/signup-guard/${ENVIRONMENT_PREFIX}${run}`,
  };
}
