/** Steps of the stack: deployed, deployed again, a bad policy rolled back, deleted. */
import { textIn } from '../call.ts';
import { RUN_TAG } from '../probe-stack.ts';
import { describeStack } from '../stack.ts';
import { CUSTOMER_CALLS, poolWorks } from './customers.ts';
import { lastLine, type Product, type ProductStep, type StepOutcome, type Told, went, wrong } from './step.ts';

/** Short, so that a pushed policy is in force within seconds. */
const PARAMETERS = ['PolicyMaxAge=5', 'LogRetentionDays=1', 'LogLevel=INFO'];

/** `sam deploy` of the run's stack with further parameters. */
export function deploy(product: Product, ...parameters: readonly string[]): Promise<Told> {
  const overrides = [`Environment=${product.environment}`, ...PARAMETERS, ...parameters];
  return product.sam(
    'deploy',
    ...['--stack-name', product.stack, '--capabilities', 'CAPABILITY_IAM', '--no-confirm-changeset'],
    ...['--s3-bucket', product.bucket, '--s3-prefix', product.stack],
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

const badPolicy: ProductStep = {
  id: 'bad-policy',
  what: 'a policy that is no policy fails the deployment, and sign-ups go on',
  calls: [...CUSTOMER_CALLS, 'cloudformation:DescribeStacks'],
  take: async (product) => {
    await product.write(`policies/${product.environment}.yaml`, 'version: 1\nmode: enforce\nrules: everybody\n');
    const built = await product.sam('build');
    const told = built.exitCode === 0 ? await deploy(product) : built;
    await product.write(`policies/${product.environment}.yaml`, EVERYBODY);
    const rebuilt = await product.sam('build');
    const stack = await describeStack(product.call, product.stack);
    const status = textIn(stack ?? {}, 'StackStatus');
    if (told.exitCode === 0) return wrong('the deployment took it');
    if (rebuilt.exitCode !== 0) return wrong(`the mended folder does not build: ${lastLine(rebuilt)}`);
    if (!status.endsWith('_COMPLETE')) return wrong(`the stack is ${status}`);
    return (await poolWorks(product)) ? went(`refused; the stack is ${status}`) : wrong('nobody can sign up any more');
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
    'cognito-idp:SignUp',
    'cognito-idp:DescribeUserPool',
    'cognito-idp:DescribeUserPoolClient',
    'cloudformation:DescribeStacks',
  ],
  take: async (product) => {
    const outputs = await product.outputs();
    const told = await product.sam('delete', '--stack-name', product.stack, '--no-prompts');
    if (told.exitCode !== 0) return wrong(lastLine(told));
    if ((await describeStack(product.call, product.stack)) !== null) return wrong('the stack is still there');
    const pool = await product.call('cognito-idp:DescribeUserPool', { UserPoolId: outputs['UserPoolId'] ?? '' });
    if (!pool.ok) return wrong('the pool is gone');
    return JSON.stringify(pool.output).includes('"PreSignUp"')
      ? wrong('the pool still calls a function')
      : went('done');
  },
};

/** Before the others. */
export const FIRST_STEPS: readonly ProductStep[] = [build, first, second];

/** After the policies' own. */
export const ROLL_BACK_STEPS: readonly ProductStep[] = [badPolicy];

/** The last one. */
export const LAST_STEPS: readonly ProductStep[] = [deleted];
