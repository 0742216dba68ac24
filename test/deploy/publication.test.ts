/** Policies on their way into a stack of their own: a change arrives, a mistake does not, and nothing is lost on the way. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, type Parameter, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createParameterStore } from '../../src/aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../../src/aws/operator/policy/policy-store.ts';
import { DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import { inProject, outputs, type Run, reasons, sam, stackStatus } from './project.ts';

const STACK = 'signup-guard-trial';
const PARAMETER = '/signup-guard/trial/policy';
const ssm = new SSMClient();

beforeAll(() => {
  writePolicy('A first sentence');
  expect(sam('build').output).toContain('Build Succeeded');
  const first = deploy();
  expect(first.output).toContain('Successfully created/updated stack');
});

afterAll(() => {
  writePolicy('A first sentence');
});

describe('a policy', () => {
  it('reaches Parameter Store when it changes', async () => {
    const before = await published();
    writePolicy('A second sentence');

    const built = sam('build');
    const deployed = deploy('PolicyMaxAge=30');

    expect([built.ok, deployed.ok]).toEqual([true, true]);
    expect(before?.Value).toContain('A first sentence');
    expect((await published())?.Value).toContain('A second sentence');
    expect((await published())?.Version).toBe(2);
  });

  it('is asked for as often as a changed setting says', async () => {
    const FunctionName = outputs(STACK)['PreSignUpFunctionName'];

    const live = await new LambdaClient().send(
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' }),
    );

    expect(live.Environment?.Variables?.['POLICY_MAX_AGE']).toBe('30');
  });

  it('fails the build when it has an error', () => {
    writePolicy('A third sentence', 'otherwize');

    const built = sam('build');
    writePolicy('A second sentence');

    expect(built.ok).toBe(false);
    expect(built.output).toMatch(/policies\/trial\.yaml:5:1\b.*otherwize/su);
  });

  it('fails the deployment when it got past the build', async () => {
    expect(sam('build').ok).toBe(true);
    const before = await published();
    writePolicy('A fourth sentence', 'otherwize', inProject('.aws-sam/build/DeploymentFunction/policies/trial.yaml'));

    const deployed = deploy();

    expect(deployed.ok).toBe(false);
    expect(await reasons(STACK)).toMatch(/policies\/trial\.yaml:5:1: .*`otherwize`/u);
    expect(await stackStatus(STACK)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await published()).toEqual(before);
  });

  it('that somebody pushed is not undone by a deployment', async () => {
    const document = { ...DEFAULT_SETTINGS, version: 1, mode: 'enforce', otherwise: 'deny', rules: [] } as const;
    const receipt = await publishPolicy(createParameterStore(ssm), {
      parameter: PARAMETER,
      document,
      stack: STACK,
      publisher: 'command-line',
    });
    const pushed = await published();
    writePolicy('A fifth sentence');
    expect(sam('build').ok).toBe(true);

    const refused = deploy();
    const why = await reasons(STACK);
    const kept = await published();
    const status = await stackStatus(STACK);
    const forced = deploy('OverwritePushedPolicy=true');

    expect(receipt.ok).toBe(true);
    expect(refused.ok).toBe(false);
    expect(why).toContain('OverwritePushedPolicy=true');
    expect(kept).toEqual(pushed);
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(forced.ok).toBe(true);
    expect((await published())?.Value).toContain('A fifth sentence');
  });
});

describe('an environment', () => {
  it('without a policy file is refused by name', async () => {
    const deployed = deployAs('signup-guard-nowhere', 'Environment=nowhere');

    expect(deployed.ok).toBe(false);
    expect(await reasons('signup-guard-nowhere')).toContain('no `policies/nowhere.yaml` for environment `nowhere`');
  });

  it('that another stack published is left alone', async () => {
    const before = await published();

    const deployed = deployAs('signup-guard-rival', 'Environment=trial');

    expect(deployed.ok).toBe(false);
    expect(await reasons('signup-guard-rival')).toContain(`belongs to the stack \`${STACK}\``);
    expect(await published()).toEqual(before);
  });

  it('stays the same for the life of its stack', async () => {
    const before = await published();

    const deployed = deployAs(STACK, 'Environment=dev');

    expect(deployed.ok).toBe(false);
    expect(await reasons(STACK)).toContain('this stack publishes environment `trial` and stays with it');
    expect(await stackStatus(STACK)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await published()).toEqual(before);
  });

  it('goes with its stack', async () => {
    const deleted = sam('delete', '--stack-name', STACK, '--no-prompts', '--region', 'us-east-1');

    expect(deleted.ok).toBe(true);
    expect(await published()).toBeNull();
  });
});

function deploy(...overrides: readonly string[]): Run {
  return deployAs(STACK, 'Environment=trial', ...overrides);
}

function deployAs(stack: string, ...overrides: readonly string[]): Run {
  const fixed = ['deploy', '--resolve-s3', '--no-confirm-changeset', '--capabilities', 'CAPABILITY_IAM'];
  return sam(...fixed, '--stack-name', stack, '--parameter-overrides', ...overrides);
}

/** A policy of five lines; the last one holds the key that a test misspells. */
function writePolicy(denyMessage: string, otherwise = 'otherwise', file = inProject('policies/trial.yaml')): void {
  mkdirSync(inProject('policies'), { recursive: true });
  writeFileSync(file, `version: 1\nmode: enforce\ndenyMessage: ${denyMessage}\nrules: []\n${otherwise}: deny\n`);
}

async function published(): Promise<Parameter | null> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name: PARAMETER }))).Parameter ?? null;
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw error;
  }
}
