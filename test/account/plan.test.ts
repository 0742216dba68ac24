/** What a run says it will do, and the rights that it asks for. */
import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { planRun } from '../../src/account/plan.ts';
import { probeResourceTypes, probeTemplate } from '../../src/account/probe-stack.ts';
import { signupGuardHere } from '../cli/in-process.ts';

const plan = planRun(200);
const actions = plan.permissions.Statement.flatMap(({ Action }) => Action);

describe('the plan of a run', () => {
  it('needs no account', async () => {
    const env = {
      AWS_REGION: '',
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    };
    const { exitCode, output } = await signupGuardHere(['verify-account', '--plan', '--json'], { env });

    expect(exitCode).toBe(0);
    expect(Object.keys(JSON.parse(output))).toEqual(['probes', 'untried', 'steps', 'permissions', 'makes', 'cost']);
  });

  it('asks for every call that it makes, unless anybody may make it', () => {
    const calls = [...plan.probes, ...plan.steps].flatMap((each) => each.calls);
    const free = ['cognito-idp:SignUp', 'dynamodb:TransactWriteItems', 'lambda:Invoke'];

    expect(calls.filter((call) => !actions.includes(call) && !free.includes(call))).toEqual([]);
    expect(actions).toEqual(expect.arrayContaining(['lambda:InvokeFunction', 'dynamodb:PutItem', 'iam:PassRole']));
  });

  it('asks for nothing with a star', () => {
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('bounds what has names, and nothing that AWS bounds for nobody', async () => {
    const everywhere = plan.permissions.Statement.filter(({ Resource }) => Resource.includes('*'));
    const unbounded = everywhere.flatMap(({ Action }) => Action);
    const unboundable = await Promise.all(
      actions.map(async (action) => {
        const [service = '', name = ''] = action.split(':');
        return (await isWildcardOnlyAction(service, name)) ? [action] : [];
      }),
    );

    // one more may name its stack, and without a name lists them
    expect(unbounded.toSorted()).toEqual([...unboundable.flat(), 'cloudformation:DescribeStacks'].toSorted());
  });

  it('costs more with more sign-ups', () => {
    expect(planRun(400).cost.usd).toBeGreaterThan(plan.cost.usd);
  });

  it.each([
    ['0', '`--sign-ups` is a whole number from 1 to 1000'],
    ['many', '`--sign-ups` is a whole number from 1 to 1000'],
  ])('refuses `--sign-ups %s`', async (given, complaint) => {
    const { exitCode, complaint: said } = await signupGuardHere(['verify-account', '--plan', '--sign-ups', given]);

    expect(exitCode).toBe(1);
    expect(said).toContain(complaint);
  });
});

describe('the stack of the probes', () => {
  it('fits into a call, and carries the tag on everything that can', () => {
    const template = probeTemplate('abc');

    expect(template.length).toBeLessThan(51_200);
    expect(template.split('signup-guard-verify').length - 1).toBeGreaterThanOrEqual(10);
    expect(probeResourceTypes()).toContain('AWS::S3::Bucket');
  });

  it('sends no message: no pool verifies anything by one', () => {
    expect(probeTemplate('abc')).not.toMatch(/AutoVerifiedAttributes|SmsConfiguration|EmailConfiguration/u);
  });
});
