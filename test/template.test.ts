/** The template against the design's names, and its roles against what the code calls. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

type Statement = { readonly Action: string | readonly string[]; readonly Resource: unknown };
/** A statement, or one under a condition: `!If` as the parser leaves it. */
type Listed = Statement | readonly [string, Statement, unknown];
type Resource = {
  readonly Type: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
};
type Template = {
  readonly Parameters: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Mappings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
};

const ROOT = join(import.meta.dirname, '..');
const template: Template = parse(readFileSync(join(ROOT, 'template.yaml'), 'utf8'), { logLevel: 'error' });

/** The prefix of a service's actions, by its client. */
const SERVICES: Readonly<Record<string, string>> = {
  '@aws-sdk/client-ssm': 'ssm',
  '@aws-sdk/client-cognito-identity-provider': 'cognito-idp',
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-lambda': 'lambda',
};

/** UpdateUserPool is authorised with these too: it writes the pool's tags and hands its SMS role over again. */
const BEHIND_AN_UPDATE: readonly string[] = ['cognito-idp:TagResource', 'iam:PassRole'];

/** A transaction of puts is authorised as puts, a call as an invocation; Powertools' methods are their commands. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'dynamodb:TransactWriteItems': 'dynamodb:PutItem',
  'lambda:Invoke': 'lambda:InvokeFunction',
};
const POWERTOOLS: Readonly<Record<string, RegExp>> = {
  'ssm:GetParameter': /provider\.get\(/u,
  'ssm:GetParameters': /provider\.getParametersByName</u,
};

/** What comes after everything else, on a created pool or on an existing one. */
const LAST = ['PoolProtection', 'SettledTrigger'];

describe('the template', () => {
  it('has the parameters and defaults that the design names', () => {
    const defaults = Object.fromEntries(
      Object.entries(template.Parameters).map(([name, value]) => [name, value.Default]),
    );

    expect(defaults).toEqual({
      Environment: 'dev',
      UserPoolId: '',
      AttachTrigger: 'true',
      HostedUiPrefix: '',
      PublicClient: 'false',
      ReplaceTrigger: 'false',
      CompanionFunctionArn: '',
      SmsRoleArn: '',
      OverwritePushedPolicy: 'false',
      PolicyMaxAge: 60,
      WhenPolicyUnavailable: 'code',
      Claims: 'enabled',
      LogLevel: 'INFO',
      LogRetentionDays: 90,
      AlarmTopicArn: '',
      SavedQueries: 'disabled',
    });
  });

  it('has the outputs that scripts rely on', () => {
    expect(Object.keys(template.Outputs)).toEqual(
      expect.arrayContaining([
        'UserPoolId',
        'UserPoolClientId',
        'PublicClientId',
        'PreSignUpFunctionName',
        'PreSignUpFunctionArn',
        'PolicyParameterName',
        'DecisionLogGroupName',
        'DashboardUrl',
      ]),
    );
  });

  it('opens the dashboard in the console of its own partition', () => {
    const url = template.Outputs['DashboardUrl'] as { readonly Value: readonly [string, unknown] };

    expect(url.Value[0]).toMatch(/^https:\/\/\$\{Host\}\/cloudwatch\/home\?region=\$\{AWS::Region\}#/u);
    expect(Object.keys(template.Mappings['Consoles'] ?? {})).toEqual(
      expect.arrayContaining(['aws', 'aws-cn', 'aws-us-gov']),
    );
  });

  it.each(['UserPool', 'PreSignUpLogGroup'])('keeps %s when the stack goes, not when its creation fails', (name) => {
    expect(template.Resources[name]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('protects no pool that its own roll-back has to delete', () => {
    expect(template.Resources['UserPool']?.Properties).not.toHaveProperty('DeletionProtection');
  });

  it('refuses another pool before anything that belongs to one', () => {
    const after = ['PreSignUpPoolAccess', 'PreSignUpPermission', 'PublishedPolicy', 'DeploymentPoolAccess', 'UserPool'];
    const ordered = after.filter((name) => comesBefore(name).has('GuardedPool'));

    expect(ordered).toEqual(after);
    expect(template.Resources['GuardedPool']?.Properties['UserPoolId']).toBe('UserPoolId');
  });

  it('refuses another environment before the trigger reads its policy', () => {
    const after = ['PreSignUpRole', 'PreSignUpFunction', 'PublishedPolicy'];
    const ordered = after.filter((name) => comesBefore(name).has('GuardedPool'));

    expect(ordered).toEqual(after);
    expect(template.Resources['GuardedPool']?.Properties['Environment']).toBe('Environment');
  });

  it('lets the trigger write claims before it does', () => {
    expect(comesBefore('PreSignUpFunction').has('PreSignUpClaimAccess')).toBe(true);
  });

  it('counts limits in a table of their own, and may do nothing else to it', () => {
    const statements = statementsOf('PreSignUpRole').filter(({ Action }) => String(Action).startsWith('dynamodb:'));

    expect(statements).toEqual([{ Effect: 'Allow', Action: 'dynamodb:UpdateItem', Resource: 'LimitTable.Arn' }]);
    expect(template.Resources['LimitTable']).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
    });
    const { Variables } = template.Resources['PreSignUpFunction']?.Properties['Environment'] as { Variables: object };
    expect(Variables).toMatchObject({ LIMIT_TABLE: 'LimitTable' });
  });

  it('looks at the companion, and lets the trigger call it, before the trigger does', () => {
    const before = ['HeldCompanion', 'PreSignUpCompanionAccess', 'DeploymentCompanionAccess', 'GuardedPool'];

    expect([...comesBefore('PreSignUpFunction')]).toEqual(expect.arrayContaining(before));
  });

  it('lets the trigger call the companion and nobody else, and nobody else call it', () => {
    const invoking = ['PreSignUpRole', 'PreSignUpPoolAccess', 'PreSignUpClaimAccess', 'PreSignUpCompanionAccess']
      .flatMap(statementsOf)
      .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('lambda:')));

    expect(invoking).toEqual([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'CompanionFunctionArn' }]);
    const others = ['DeploymentRole', 'DeploymentPoolAccess', 'DeploymentCompanionAccess', 'AttachmentCheckRole']
      .flatMap(statementsOf)
      .filter(({ Action, Resource: resource }) => Action.includes('lambda:InvokeFunction') && resource !== undefined);
    expect(JSON.stringify(others)).not.toContain('Companion');
  });

  it('makes a new version of the trigger for another companion, whoever was the one before', () => {
    const description = JSON.stringify(template.Resources['PreSignUpFunction']?.Properties['VersionDescription']);

    expect(description).toMatch(/ \$\{Companion\}"/u);
    expect(description).toContain('"-before-","HeldCompanion"');
  });

  it('takes the trigger away before what it needs goes', () => {
    const needed = [
      'PreSignUpPermission',
      'PreSignUpPoolAccess',
      'PreSignUpClaimAccess',
      'PreSignUpFunction',
      'LimitTable',
    ];
    const whoTakesItAway = ['DeploymentPoolAccess', 'DeploymentFunction', 'PublishedPolicy', 'UserPoolClient'];

    expect([...comesBefore('AttachedTrigger')]).toEqual(expect.arrayContaining([...needed, ...whoTakesItAway]));
  });

  it('keeps what no pool, client or table can change: a new one would take its place, and the old pool lose its permission', () => {
    const { UserPool, UserPoolClient, ClaimTable, LimitTable } = template.Resources;
    const madeOnce = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'];

    expect(madeOnce.map((name) => UserPool?.Properties[name])).toEqual([
      ['email', 'phone_number'],
      undefined,
      { CaseSensitive: false },
      undefined,
    ]);
    expect(UserPoolClient?.Properties).toMatchObject({ UserPoolId: 'UserPool', GenerateSecret: true });
    for (const table of [ClaimTable, LimitTable]) {
      expect(table?.Properties['KeySchema']).toEqual([{ AttributeName: 'pk', KeyType: 'HASH' }]);
    }
  });

  it('protects the created pool last of all', () => {
    const others = Object.keys(template.Resources).filter((name) => !LAST.includes(name));

    expect([...comesBefore('PoolProtection')].toSorted()).toEqual(others.toSorted());
  });

  it("settles who sets an existing pool's trigger last of all", () => {
    const ofCreatedPools = ['UserPool', 'UserPoolClient', 'UserPoolPublicClient', 'UserPoolDomain'];
    const others = Object.keys(template.Resources).filter((name) => ![...LAST, 'UserPoolDomain'].includes(name));

    expect([...comesBefore('SettledTrigger')].toSorted()).toEqual(others.toSorted());
    expect(ofCreatedPools.map((name) => template.Resources[name]?.Condition)).toEqual(
      expect.not.arrayContaining(['HasOwner', undefined]),
    );
  });

  it('lets the pool call the alias, whoever sets the trigger', () => {
    const { PreSignUpPermission, PreSignUpPoolAccess } = template.Resources;

    expect(PreSignUpPermission?.Properties['FunctionName']).toBe('PreSignUpFunction.Alias');
    for (const always of [PreSignUpPermission, PreSignUpPoolAccess]) {
      expect(always).not.toHaveProperty('Condition');
      expect(JSON.stringify(always)).not.toContain('AttachTrigger');
    }
    expect(template.Outputs['PreSignUpFunctionArn']).toMatchObject({ Value: 'PreSignUpFunction.Alias' });
  });

  it('gives browsers a client of the created pool that differs from the other one by its secret and its flows alone', () => {
    const { UserPoolClient, UserPoolPublicClient } = template.Resources;

    expect(UserPoolPublicClient).toEqual({
      ...UserPoolClient,
      Condition: 'HasPublicClient',
      Properties: {
        ...UserPoolClient?.Properties,
        ClientName: expect.any(String),
        GenerateSecret: false,
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    });
    expect(template.Outputs['PublicClientId']).toMatchObject({ Condition: 'HasPublicClient' });
  });

  it('names every resource that a role may touch', () => {
    const wild = Object.keys(template.Resources)
      .flatMap(statementsOf)
      .flatMap(({ Resource: resource }) => JSON.stringify(resource))
      // the versions of one named function are not a wildcard; a former trigger may be any function, and is only read
      .filter((text) => /"\*"|(?<!\.Arn\}|:function):\*"/u.test(text));

    expect(wild).toEqual([]);
  });

  it.each([
    [
      'src/lambda/handler.ts',
      ['PreSignUpRole', 'PreSignUpPoolAccess', 'PreSignUpClaimAccess', 'PreSignUpCompanionAccess'],
    ],
    [
      'src/deployment/handler.ts',
      ['DeploymentRole', 'DeploymentVersions', 'DeploymentPoolAccess', 'DeploymentCompanionAccess'],
    ],
    ['src/deployment/attachment-check.ts', ['AttachmentCheckRole']],
  ])('grants %s exactly what it calls', async (entry, resources) => {
    const granted = resources
      .flatMap(statementsOf)
      .flatMap(({ Action }) => Action)
      .filter((action) => !action.startsWith('logs:') && !BEHIND_AN_UPDATE.includes(action));

    expect([...new Set(granted)].toSorted()).toEqual(await actionsOf(entry));
  });
});

/** Every resource that CloudFormation makes before another one, and deletes after it. */
function comesBefore(start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const { DependsOn = [], Properties } = template.Resources[name] ?? {};
    const words = JSON.stringify([DependsOn, Properties]).match(/\w+/gu) ?? [];
    for (const word of words.filter((each) => each in template.Resources && !found.has(each) && each !== start)) {
      found.add(word);
      visit(word);
    }
  };
  visit(start);
  return found;
}

function statementsOf(name: string): readonly Statement[] {
  const properties = template.Resources[name]?.Properties ?? {};
  const listed = (statements: readonly Listed[]) => statements.map((one) => (Array.isArray(one) ? one[1] : one));
  const inline = (properties['Policies'] ?? []) as readonly { readonly PolicyDocument: { Statement: Listed[] } }[];
  const own = properties['PolicyDocument'] as { readonly Statement: Listed[] } | undefined;
  return listed([...inline.flatMap(({ PolicyDocument }) => PolicyDocument.Statement), ...(own?.Statement ?? [])]);
}

/** The actions behind the SDK commands that an entry point's own sources send. */
async function actionsOf(entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'out',
    splitting: true,
  });
  const sources = Object.keys(metafile.inputs).map((file) => readFileSync(join(ROOT, file), 'utf8'));
  const actions = sources.flatMap((source) => [...commandsIn(source), ...powertoolsIn(source)]);
  return [...new Set(actions.map((action) => OTHER_NAMES[action] ?? action))].toSorted();
}

function commandsIn(source: string): readonly string[] {
  const client = Object.keys(SERVICES).find((name) => source.includes(`'${name}'`)) ?? '';
  return [...source.matchAll(/new (\w+)Command\(/gu)].map(([, command]) => `${SERVICES[client]}:${command}`);
}

function powertoolsIn(source: string): readonly string[] {
  return Object.keys(POWERTOOLS).filter((action) => POWERTOOLS[action]?.test(source));
}
