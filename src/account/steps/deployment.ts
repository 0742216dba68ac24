/** Steps of the stack: deployed, deployed again, a bad policy rolled back, deleted. */
import { objectIn, textIn } from '../call.ts';
import { RUN_TAG } from '../probe-stack.ts';
import { describeStack } from '../stack.ts';
import { CUSTOMER_CALLS, poolWorks } from './customers.ts';
import { lastLine, type Product, type ProductStep, type StepOutcome, type Told, went, wrong } from './step.ts';

/** Short, so that a pushed policy is in force within seconds. */
const PARAMETERS = ['PolicyMaxAge=5', 'LogRetentionDays=1', 'LogLevel=INFO'];

/** `sam deploy` of the run's stack with further parameters; the last of a name counts. */
export function deploy(product: Product, ...parameters: readonly string[]): Promise<Told> {
  return deployAs(product, product, ...parameters);
}

/** The other environment that a run deploys; the folder has a policy for it from the start. */
export function secondEnvironment(environment: string): string {
  return `${environment}-2`;
}

/** The same of another stack for another environment. */
export function deployAs(
  product: Product,
  { stack, environment }: Pick<Product, 'stack' | 'environment'>,
  ...parameters: readonly string[]
): Promise<Told> {
  const given = new Map(
    [`Environment=${environment}`, ...PARAMETERS, ...parameters].map((each) => [each.split('=')[0], each]),
  );
  const overrides = [...given.values()];
  return product.sam(
    'deploy',
    ...['--stack-name', stack, '--capabilities', 'CAPABILITY_IAM', '--no-confirm-changeset'],
    ...['--s3-bucket', product.bucket, '--s3-prefix', stack],
    ...['--no-fail-on-empty-changeset', '--tags', `${RUN_TAG}=${product.environment}`],
    ...['--parameter-overrides', ...overrides],
  );
}

async function timed(product: Product, work: () => Promise<Told>): Promise<StepOutcome> {
  const started = product.now();
  const told = await work();
  const figures = { seconds: Math.round((product.now() - started) / 1000) };
  return told.exitCode === 0 ? went('done', figures) : wrong(lastLine(told), figures);
}

const build: ProductStep = {
  id: 'build',
  what: '`sam build` of the folder',
  calls: [],
  take: (product) => timed(product, () => product.sam('build')),
};

const first: ProductStep = {
  id: 'deploy',
  what: '`sam deploy` into a new stack, which creates a pool',
  calls: [],
  take: (product) => timed(product, () => deploy(product)),
};

const second: ProductStep = {
  id: 'deploy-again',
  what: '`sam deploy` again with nothing changed',
  calls: [],
  take: (product) => timed(product, () => deploy(product)),
};

/** The policy file of an environment in the deployed folder. */
function policyPath({ environment }: Pick<Product, 'environment'>): string {
  return `policies/${environment}.yaml`;
}

/** Writes a policy and pushes it; null where it went, else the complaint. */
export async function pushFile(product: Product, text: string, ...words: readonly string[]): Promise<string | null> {
  await product.write(policyPath(product), text);
  const told = await product.guard('push', product.environment, '--yes', ...words);
  return told.exitCode === 0 ? null : lastLine(told);
}

const badPolicy: ProductStep = {
  id: 'bad-policy',
  what: 'a policy that is no policy fails the deployment, and sign-ups go on',
  calls: [...CUSTOMER_CALLS, 'cloudformation:DescribeStacks'],
  take: async (product) => {
    await product.write(policyPath(product), 'version: 1\nmode: enforce\nrules: everybody\n');
    const built = await product.sam('build');
    const told = built.exitCode === 0 ? await deploy(product) : built;
    await product.write(policyPath(product), EVERYBODY);
    const rebuilt = await product.sam('build');
    const stack = await describeStack(product.call, product.stack);
    const status = textIn(stack ?? {}, 'StackStatus');
    if (told.exitCode === 0) return wrong('the deployment took it');
    if (rebuilt.exitCode !== 0) return wrong(`the mended folder does not build: ${lastLine(rebuilt)}`);
    if (!status.endsWith('_COMPLETE')) return wrong(`the stack is ${status}`);
    return (await poolWorks(product)) ? went(`refused; the stack is ${status}`) : wrong('nobody can sign up any more');
  },
};

const pushedSince: ProductStep = {
  id: 'pushed-since',
  what: 'a deployment does not undo a push: it is refused and rolled back, and goes through once told to',
  calls: [...CUSTOMER_CALLS, 'cloudformation:DescribeStacks'],
  take: async (product) => {
    const complaint = await pushFile(product, EVERYBODY.replace('otherwise: code', 'otherwise: deny'));
    if (complaint !== null) return wrong(complaint);
    await product.write(policyPath(product), `${EVERYBODY}denyMessage: Not here\n`);
    const built = await product.sam('build');
    if (built.exitCode !== 0) return wrong(lastLine(built));
    const refused = await deploy(product);
    if (refused.exitCode === 0) return wrong('the deployment undid a push');
    const status = textIn((await describeStack(product.call, product.stack)) ?? {}, 'StackStatus');
    if (status !== 'UPDATE_ROLLBACK_COMPLETE') return wrong(`the stack is ${status}`);
    if (!(await poolWorks(product))) return wrong('nobody can sign up after the roll-back');
    const told = await deploy(product, 'OverwritePushedPolicy=true');
    return told.exitCode === 0 ? went('refused, rolled back; then done') : wrong(lastLine(told));
  },
};

/** The article's policy: everybody approved, what they give verified, guarded. */
export const EVERYBODY = `version: 1
mode: enforce
rules:
  - id: everyone
    then: approve
    verify: [email, phone_number]
    acknowledge: A run on an account of one's own, whose users are all made up and deleted.
otherwise: code
`;

const deleted: ProductStep = {
  id: 'delete',
  what: '`sam delete`: the pool stays, calls nobody and lets people sign up',
  calls: [
    ...CUSTOMER_CALLS,
    'cognito-idp:CreateUserPoolClient',
    'cognito-idp:DescribeUserPool',
    'cloudformation:DescribeStacks',
  ],
  take: async (product) => {
    const outputs = await product.outputs();
    const told = await product.sam('delete', '--stack-name', product.stack, '--no-prompts');
    if (told.exitCode !== 0) return wrong(lastLine(told));
    if ((await describeStack(product.call, product.stack)) !== null) return wrong('the stack is still there');
    const pool = await product.call('cognito-idp:DescribeUserPool', { UserPoolId: outputs['UserPoolId'] ?? '' });
    if (!pool.ok) return wrong('the pool is gone');
    if (JSON.stringify(pool.output).includes('"PreSignUp"')) return wrong('the pool still calls a function');
    return (await worksWithout(product, outputs['UserPoolId'] ?? ''))
      ? went('done')
      : wrong('nobody can sign up any more');
  },
};

/** The stack took its app client along, so another one is made. */
async function worksWithout(product: Product, poolId: string): Promise<boolean> {
  const input = { UserPoolId: poolId, ClientName: 'afterwards' };
  const made = await product.call('cognito-idp:CreateUserPoolClient', input);
  const clientId = made.ok ? textIn(objectIn(made.output, 'UserPoolClient'), 'ClientId') : '';
  return poolWorks({ ...product, shop: async () => ({ poolId, clientId, secret: '' }) });
}

/** Before the others. */
export const FIRST_STEPS: readonly ProductStep[] = [build, first, second];

/** After the policies' own. */
export const ROLL_BACK_STEPS: readonly ProductStep[] = [badPolicy, pushedSince];

/** The last one. */
export const LAST_STEPS: readonly ProductStep[] = [deleted];
