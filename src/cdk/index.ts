/**
 * The construct `SignupGuard`: the package's template inside a stack of a CDK app. `aws-cdk-lib` is the app's; this file alone
 * imports it, so that the rest is tested without. What its `d.cts` shows must import nothing else.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CfnMapping, CfnOutput, CfnResource, Stack, Token } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { FUNCTION_BUNDLES } from '../files/built-functions.ts';
import { PACKAGE_ROOT } from '../files/package-root.ts';
import { type Decisions, decideTemplate } from './decided-template.ts';
import { type PackagedTemplate, packagedTemplate, type TemplateResource } from './packaged-template.ts';
import { type Code, plainFunctions } from './plain-functions.ts';
import { parametersOf } from './settings.ts';

/** What a guard is made from. Beside the first three, each is the template's parameter of the same name, with its default. */
export type SignupGuardProps = {
  /** A pool of the same stack, whose trigger the guard becomes; or an imported one (`UserPool.fromUserPoolId`). None: one is created. */
  readonly userPool?: IUserPool;
  /** The folder that holds `<environment>.yaml`, from where the app runs. */
  readonly policies: string;
  /** Which policy file is published, and the name under which it stands in Parameter Store. */
  readonly environment: string;
  /** Whether an imported pool's trigger is set here; `false` where its owner sets it from `preSignUpFunctionArn`. */
  readonly attachTrigger?: boolean;
  /** Whether an imported pool's other pre sign-up trigger may be replaced. */
  readonly replaceTrigger?: boolean;
  /** The pre sign-up function that the pool had; it is called after each decision that is not a refusal. */
  readonly companionFunctionArn?: string;
  /** The role that sends an imported pool's SMS. That of a pool of the same stack is known. */
  readonly smsRoleArn?: string;
  /** Domain prefix of the created pool's sign-up page. */
  readonly hostedUiPrefix?: string;
  /** Whether the created pool also gets an app client without a secret. */
  readonly publicClient?: boolean;
  /** Whether a policy that somebody pushed since the last deployment may be overwritten. */
  readonly overwritePushedPolicy?: boolean;
  /** Seconds for which the trigger uses a policy before it asks Parameter Store again. */
  readonly policyMaxAge?: number;
  /** What happens to sign-ups while there is no policy at all. */
  readonly whenPolicyUnavailable?: 'code' | 'deny';
  /** Whether sign-ups at the same moment exclude each other through a table. */
  readonly claims?: 'enabled' | 'disabled';
  /** Diagnostics beside the decision records. */
  readonly logLevel?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /** Days for which decision records are kept. */
  readonly logRetentionDays?: number;
  /** SNS topic that alarms notify. */
  readonly alarmTopicArn?: string;
  /** Whether saved Logs Insights queries are created. */
  readonly savedQueries?: 'enabled' | 'disabled';
};

/** The trigger, its policy, log, table and alarms, for one pool; one a stack, with the names that the template gives. */
export class SignupGuard extends Construct {
  /** The alias that the pool calls. */
  readonly preSignUpFunctionArn: string;
  /** The pool whose sign-ups are decided. */
  readonly userPoolId: string;

  constructor(scope: Construct, id: string, { userPool, policies, ...settings }: SignupGuardProps) {
    super(scope, id);
    const template = packagedTemplate();
    const own = userPool === undefined ? null : ownPool(this, userPool);
    const parameters = parametersOf(
      template,
      {
        ...settings,
        userPoolId: own === null ? importedId(userPool) : undefined,
        smsRoleArn: settings.smsRoleArn ?? (own === null ? undefined : smsRoleOf(own)),
      },
      Token.isUnresolved,
    );
    const decided = decideTemplate(template, { parameters, replaced: own === null ? {} : standIns(own) });
    const code = codeOf(this, policies, settings.environment);
    const { Resources, Outputs } = plainFunctions(decided, code, (value) => Stack.of(this).resolve(value));
    const made = Object.entries(Resources).map(
      ([name, resource]) => [name, addResource(this, name, resource)] as const,
    );
    addMappings(this, template);
    for (const [name, { Description, Value, Export }] of Object.entries(Outputs))
      new CfnOutput(this, name, {
        description: Description,
        value: Token.asString(Value),
        ...(Export === undefined ? {} : { exportName: Token.asString(Export.Name) }),
      }).overrideLogicalId(name);
    this.preSignUpFunctionArn = Token.asString(Outputs['PreSignUpFunctionArn']?.Value);
    this.userPoolId = Token.asString(Outputs['UserPoolId']?.Value);
    if (own !== null) becomeTrigger(this, own, new Map(made).get('PublishedPolicy'));
  }
}

/** A pool that the same stack makes; one of another stack is refused, for each of the two would need the other first. */
function ownPool(guard: Construct, { node, userPoolId }: IUserPool): CfnUserPool | null {
  const pool = node.defaultChild;
  if (pool === undefined || !CfnResource.isCfnResource(pool)) return null;
  if (Stack.of(pool) === Stack.of(guard)) return pool as CfnUserPool;
  throw new Error(
    `the pool \`${node.path}\` (${Token.isUnresolved(userPoolId) ? 'of another stack' : userPoolId}) and its guard need each ` +
      'other: make the guard in the stack of the pool, or import the pool by its id with `UserPool.fromUserPoolId`',
  );
}

function importedId(pool: IUserPool | undefined): string | undefined {
  if (pool === undefined || !Token.isUnresolved(pool.userPoolId)) return pool?.userPoolId;
  throw new Error(
    'an imported pool is named by its id itself, such as `us-east-1_Example`, not by a value of the deployment',
  );
}

function smsRoleOf(pool: CfnUserPool): string | undefined {
  const settings = Stack.of(pool).resolve(pool.smsConfiguration);
  return settings?.snsCallerArn === undefined ? undefined : Token.asString(settings.snsCallerArn);
}

/**
 * The stack's own pool in the place of the one that the template creates, with nothing in a circle for the same reason. Clients,
 * pages and protection are the app's.
 */
function standIns(pool: CfnUserPool): Decisions['replaced'] {
  return {
    UserPool: { Ref: pool.ref, Arn: pool.attrArn },
    UserPoolClient: null,
    UserPoolPublicClient: null,
    UserPoolDomain: null,
    PoolProtection: null,
  };
}

/** As in the template: no sign-up reaches the trigger before there is a policy. */
function becomeTrigger(guard: SignupGuard, pool: CfnUserPool, published: CfnResource | undefined): void {
  const triggers = () => Stack.of(pool).resolve(pool.lambdaConfig)?.preSignUp;
  guard.node.addValidation({
    validate: () =>
      triggers() === undefined
        ? []
        : ['the pool has a pre sign-up trigger of its own: take it out, and name it with `companionFunctionArn`'],
  });
  pool.addPropertyOverride('LambdaConfig.PreSignUp', guard.preSignUpFunctionArn);
  if (published !== undefined) pool.node.addDependency(published);
}

function addMappings(guard: Construct, { Mappings }: PackagedTemplate): void {
  for (const [name, mapping] of Object.entries(Mappings))
    new CfnMapping(guard, name, { mapping: { ...mapping } }).overrideLogicalId(name);
}

function addResource(guard: Construct, name: string, { Type, Properties, ...rest }: TemplateResource): CfnResource {
  const resource = new CfnResource(guard, name, { type: Type, properties: { ...Properties } });
  resource.overrideLogicalId(name);
  for (const [key, value] of Object.entries(rest)) resource.addOverride(key, value);
  return resource;
}

/** The functions' code; the one that publishes takes the policies with it, once they are checked. */
function codeOf(guard: Construct, policies: string, environment: string): (name: string) => Code {
  const folder = resolve(policies);
  if (!existsSync(join(folder, `${environment}.yaml`)))
    throw new Error(
      `there is no policy \`${join(policies, `${environment}.yaml`)}\`: \`signup-guard init\` writes one to start from`,
    );
  const target = mkdtempSync(join(tmpdir(), 'signup-guard-'));
  const { status, stderr, error } = spawnSync(
    process.execPath,
    [join(PACKAGE_ROOT, 'bin/build-function.mjs'), 'DeploymentFunction', target, folder],
    { encoding: 'utf8' },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the policies in \`${policies}\` cannot be published\n${stderr.trim()}`);
  const assets = Object.entries(FUNCTION_BUNDLES).map(([name, bundle]) => {
    const path = name === 'DeploymentFunction' ? target : join(PACKAGE_ROOT, 'dist', bundle);
    const { s3BucketName, s3ObjectKey } = new Asset(guard, `${name}Code`, { path });
    return [name, { S3Bucket: s3BucketName, S3Key: s3ObjectKey }] as const;
  });
  // CDK has a copy by now, unless it was told to make none
  if (!guard.node.tryGetContext('aws:cdk:disable-asset-staging')) rmSync(target, { recursive: true });
  const codes: Readonly<Record<string, Code>> = Object.fromEntries(assets);
  return (name) => {
    const code = codes[name];
    if (code === undefined) throw new Error(`the package brings no code of \`${name}\``);
    return code;
  };
}
