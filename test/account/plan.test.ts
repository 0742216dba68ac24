/** What a run says it will do, and the rights that it asks for. */
import { readFileSync } from 'node:fs';
import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { CREATION, PRODUCT_TYPES } from '../../src/account/creation.ts';
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

  it('shows questions, steps, costs and the policy document in text', async () => {
    const { exitCode, output } = await signupGuardHere(['verify-account', '--plan']);

    expect(exitCode).toBe(0);
    for (const part of ['federated-flags (F1.6)', 'alarm-filters: ', 'US dollars', '"Version": "2012-10-17"'])
      expect(output).toContain(part);
  });

  it('asks for every call that it makes, unless anybody may make it', () => {
    const calls = [...plan.probes, ...plan.steps].flatMap((each) => each.calls);
    const free = ['cognito-idp:SignUp', 'cognito-idp:InitiateAuth', 'dynamodb:TransactWriteItems', 'lambda:Invoke'];

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

    // stacks are listed, too, and a template read that is none's yet; a query and whose web ACL a pool has are not the run's to name
    const unnamed = [
      ...['cloudformation:DescribeStacks', 'cloudformation:GetTemplateSummary'],
      ...['logs:GetQueryResults', 'wafv2:GetWebACLForResource'],
    ];
    expect(unbounded.toSorted()).toEqual([...unboundable.flat(), ...unnamed].toSorted());
  });

  it('fits into one managed policy', () => {
    expect(JSON.stringify(plan.permissions).length).toBeLessThanOrEqual(6144);
  });

  it('asks for what every resource of the stacks needs to be created', () => {
    const named = [...readFileSync('template.yaml', 'utf8').matchAll(/^ {4}Type: (AWS::\S+)/gmu)].map(
      ([, type = '']) => type,
    );
    // SAM makes functions, their versions and aliases; a run asks neither for saved queries nor for a sign-up page
    const others = ['AWS::Serverless::Function', 'AWS::Logs::QueryDefinition', 'AWS::Cognito::UserPoolDomain'];

    expect(PRODUCT_TYPES).toEqual(expect.arrayContaining(named.filter((type) => !others.includes(type))));
    expect([...PRODUCT_TYPES, ...probeResourceTypes()].filter((type) => CREATION[type] === undefined)).toEqual([]);
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

  it('lets every pool but one call its trigger', () => {
    const { Resources } = JSON.parse(probeTemplate('abc'));
    const names = Object.keys(Resources);
    const pools = names.filter((name) => name.endsWith('Pool')).map((name) => name.slice(0, -'Pool'.length));

    expect(pools.filter((name) => !names.includes(`${name}Permission`))).toEqual(['Barred']);
  });

  it('sends no message: no pool verifies anything by one', () => {
    expect(probeTemplate('abc')).not.toMatch(/AutoVerifiedAttributes|SmsConfiguration|EmailConfiguration/u);
  });
});
