/** The construct of the packed package in a CDK app, as far as the template that it writes, and the types that it is written by. */
import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decideTemplate } from '../../src/cdk/decided-template.ts';
import { packagedTemplate } from '../../src/cdk/packaged-template.ts';
import { type Code, plainFunctions } from '../../src/cdk/plain-functions.ts';
import { parametersOf } from '../../src/cdk/settings.ts';
import { FUNCTION_BUNDLES } from '../../src/files/built-functions.ts';
import { APP, cdk, node, resources, writeApp, writePolicies } from './app.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const POOL =
  "const userPool = new UserPool(stack, 'Pool', { selfSignUpEnabled: true, signInAliases: { username: true, email: true } });";
const GUARD = "const guard = new SignupGuard(stack, 'Guard', { userPool, policies: 'policies', environment: 'prod' });";

beforeAll(writePolicies);

describe('the construct', () => {
  it('makes every resource of the template with its properties, in the place of the pool the one of the stack', () => {
    const synthesised = cdk(writeApp('own-pool.ts', POOL, GUARD), 'synth', '--quiet');
    expect(synthesised.ok, synthesised.output).toBe(true);
    const made = resources();
    const pool = Object.keys(made).find((name) => made[name]?.Type === 'AWS::Cognito::UserPool') ?? '';
    const template = packagedTemplate();
    const parameters = parametersOf(template, { environment: 'prod' }, () => false);
    const replaced = {
      UserPool: { Ref: { Ref: pool }, Arn: { 'Fn::GetAtt': [pool, 'Arn'] } },
      ...{ UserPoolClient: null, UserPoolPublicClient: null, UserPoolDomain: null, PoolProtection: null },
    };
    const decided = decideTemplate(template, { parameters, replaced });
    const codeOf = (name: string) => made[name]?.Properties['Code'] as Code;
    const expected = plainFunctions(decided, codeOf, (value) => value).Resources;

    const guards = Object.entries(made).filter(([name]) => !/^(?:Pool|CDKMetadata)/u.test(name));
    const written = guards.map(([name, { Metadata: _, ...resource }]) => [name, resource] as const);

    expect(Object.keys(expected).length).toBeGreaterThan(30);
    expect(Object.fromEntries(written)).toEqual(expected);
    for (const name of Object.keys(FUNCTION_BUNDLES))
      expect(codeOf(name)).toMatchObject({ S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/u) });
  });

  it('gives its functions text alone as their environment', () => {
    const variables = Object.values(resources()).flatMap(({ Properties: { Environment } }) =>
      Object.entries((Environment as { readonly Variables: object } | undefined)?.Variables ?? {}),
    );

    expect(variables).toContainEqual(['POLICY_MAX_AGE', '60']);
    expect(variables.filter(([, value]) => typeof value === 'number')).toEqual([]);
  });

  it('is the trigger of a pool of its stack, which waits for the policy', () => {
    const [pool] = Object.values(resources()).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');

    expect(pool?.Properties['LambdaConfig']).toEqual({ PreSignUp: { Ref: 'PreSignUpFunctionAliaslive' } });
    expect(pool?.DependsOn).toEqual(['PublishedPolicy']);
  });

  it('names nothing in a circle', () => {
    const made = resources();
    const names = (value: unknown) =>
      [...JSON.stringify(value).matchAll(/\{"Ref":"(\w+)|\{"Fn::GetAtt":\["(\w+)"|\$\{(\w+)/gu)].map(([, ...found]) =>
        found.join(''),
      );
    const before = new Map(
      Object.entries(made).map(([name, { Properties, DependsOn = [] }]) => [
        name,
        [...names(Properties), ...[DependsOn].flat()].filter((each) => each in made),
      ]),
    );
    const done = new Set<string>();
    const ready = () => [...before].filter(([name, needs]) => !done.has(name) && needs.every((each) => done.has(each)));
    for (let next = ready(); next.length > 0; next = ready()) for (const [name] of next) done.add(name);

    expect([...before.keys()].filter((name) => !done.has(name))).toEqual([]);
  });

  it('has nothing that validation of CDK calls an error', () => {
    const strict = ['--context', '@aws-cdk/core:validateAgainstDefaultRules=true'];

    const { ok, output } = cdk('own-pool.ts', 'synth', '--quiet', ...strict);

    expect(ok, output).toBe(true);
  });

  it('guards an imported pool, whose owner sets the trigger', () => {
    const imported = "const userPool = UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_Example');";
    const guard = GUARD.replace('prod', "prod', attachTrigger: false, claims: 'disabled");
    const synthesised = cdk(writeApp('imported-pool.ts', imported, guard), 'synth', '--quiet');
    expect(synthesised.ok, synthesised.output).toBe(true);
    const made = resources();

    expect(made['AttachedTrigger']?.Properties).toMatchObject({
      UserPoolId: 'us-east-1_Example',
      AttachTrigger: 'false',
    });
    expect(made['SettledTrigger']?.Properties).toMatchObject({ UserPoolId: 'us-east-1_Example' });
    expect(Object.keys(made)).not.toContain('ClaimTable');
    expect(Object.values(made).filter(({ Type }) => Type === 'AWS::Cognito::UserPool')).toEqual([]);
  });

  it.each([
    [
      'a policy that is not there',
      POOL,
      GUARD.replace("'prod'", "'staging'"),
      'there is no policy `policies/staging.yaml`',
    ],
    [
      'a setting that the template refuses',
      POOL,
      GUARD.replace("'prod'", "'prod', policyMaxAge: 1"),
      '`policyMaxAge` is `1`: it is from 5 to 3600',
    ],
    [
      'a pool of another stack',
      POOL.replace('(stack,', "(new Stack(app, 'Other'),"),
      GUARD,
      'make the guard in the stack of the pool',
    ],
    [
      'a pool that has a trigger',
      `${POOL} userPool.node.defaultChild.lambdaConfig = { preSignUp: 'arn:aws:lambda:us-east-1:123456789012:function:theirs' };`,
      GUARD,
      'name it with `companionFunctionArn`',
    ],
  ])('refuses %s', (_what, pool, guard, sentence) => {
    const { ok, output } = node(writeApp('refused.ts', pool, guard, 'app.synth();'));

    expect(ok).toBe(false);
    expect(output).toContain(sentence);
  });

  it('refuses a policy with an error, at its line', () => {
    writeFileSync(join(APP, 'policies/prod.yaml'), 'version: 1\nmode: perhaps\n');
    const { ok, output } = node('own-pool.ts');
    writePolicies();

    expect(ok).toBe(false);
    expect(output).toContain('prod.yaml:2');
  });
});

describe('the types', () => {
  const tsc = (...words: readonly string[]) =>
    node(join(APP, '../node_modules/typescript/bin/tsc'), '--strict', ...words);

  it.each(['commonjs', 'module'])('fit an app whose package is of type %s, which loads the construct', (type) => {
    writeFileSync(join(APP, 'package.json'), JSON.stringify({ private: true, type }));
    writeApp('typed.ts', POOL, GUARD, 'const arn: string = guard.preSignUpFunctionArn;', 'console.log(typeof arn);');

    const compiled = tsc('--module', 'nodenext', '--outDir', 'compiled', 'typed.ts');

    expect(compiled, compiled.output).toMatchObject({ ok: true });
    expect(node('compiled/typed.js').output).toContain('string');
  });

  it('hold in the source of the construct', () => {
    const checked = join(APP, 'checked');
    rmSync(checked, { recursive: true, force: true });
    for (const each of ['src', 'tsconfig.json', 'package.json'])
      cpSync(join(ROOT, each), join(checked, each), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(checked, 'node_modules'));

    const { ok, output } = node(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(checked, 'src/cdk'));

    expect(ok, output).toBe(true);
  });
});
