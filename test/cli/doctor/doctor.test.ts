/** `doctor` as people run it: a process, real SDK clients, an account whose pool is healthy or wrong in every way. */
import { afterEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/cli/doctor/checks.ts';
import type { Finding } from '../../../src/cli/doctor/examination.ts';
import type { RuleDocument } from '../../../src/core/policy.ts';
import { type JsonServer, startJsonServer } from '../../aws/json-server.ts';
import { ED_KEY } from '../../policy/file/keys.ts';
import { aDocument, anApproval } from '../../support/policies.ts';
import { signupGuardHere } from '../in-process.ts';
import type { Ran } from '../run.ts';
import { brokenWorld, GUARD, healthyWorld, ID, operationsOf, WIDE_PERMISSION, type World } from './world.ts';

const OTHER = GUARD.replace('guard', 'theirs');

/** What is found on the broken pool. */
const AT_ONCE = [
  'calls-denied',
  'case-sensitive',
  'csv-import',
  'force-alias-creation',
  'look-up-denied',
  'memory',
  'no-claims',
  'no-code-sent',
  'no-waf',
  'open-registration',
  'permission-elsewhere',
  'policy-age',
  'policy-not-applied',
  'quota',
  'rules-on-writable-attributes',
  'sign-up-closed',
  'stale-policy',
  'throttled',
  'timeout',
  'unproven-changes',
  'user-existence',
  'user-migration',
];

/** What is found on a pool that is healthy but for one thing. */
const ONE_BY_ONE: readonly (readonly [check: string, spoil: (world: World) => void])[] = [
  ['not-attached', (world) => Object.assign(world.pool, { LambdaConfig: {} })],
  ['other-trigger', (world) => Object.assign(world.configuration, { Environment: {} })],
  ['permission-missing', (world) => Object.assign(world, { permissions: {} })],
  ['permission-too-wide', (world) => Object.assign(world, { permissions: { live: [WIDE_PERMISSION] } })],
  ['permission-unclear', (world) => Object.assign(world, { permissions: { live: [{ Sid: 'x', Effect: 'Deny' }] } })],
  ['alias-mode', (world) => Object.assign(world.pool, { AliasAttributes: [] })],
  ['username-attributes', (world) => Object.assign(world.pool, { AliasAttributes: [], UsernameAttributes: ['email'] })],
  ['no-policy', (world) => Object.assign(world, { policy: null })],
  ['timeout', (world) => Object.assign(world.configuration, { Timeout: 30 })],
  ['no-sms', (world) => Object.assign(world.pool, { AliasAttributes: ['email', 'phone_number'] })],
  [
    'unseen-clients',
    (world) => {
      world.clients = Array.from({ length: 101 }, (_, index) => ({ ...world.clients[0], ClientId: `app${index}` }));
    },
  ],
  [
    'verifies-through-public-client',
    (world) => Object.assign(world, { policy: aDocument({ rules: [anApproval({})] }) }),
  ],
  [
    'owner-attached',
    (world) => {
      world.guards = [{ USER_POOL_ID: ID, FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'false' }];
    },
  ],
  [
    'owner-not-attached',
    (world) => {
      world.guards = [{ USER_POOL_ID: ID, FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'false' }];
      Object.assign(world.pool, { LambdaConfig: {} });
    },
  ],
];

let server: JsonServer;

afterEach(() => server.close());

async function doctor(world: World, ...words: readonly string[]): Promise<Ran> {
  server = await startJsonServer(operationsOf(world));
  return signupGuardHere(['doctor', '--user-pool-id', ID, ...words], {
    env: {
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
}

async function found(world: World): Promise<readonly Finding[]> {
  const { output } = await doctor(world, '--json');
  return JSON.parse(output).findings;
}

function checks(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ check }) => check).toSorted();
}

describe('doctor', () => {
  it('finds nothing but a note on a healthy pool', async () => {
    const ran = await doctor(healthyWorld(), '--json');

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    expect(JSON.parse(ran.output)).toEqual({
      userPoolId: ID,
      findings: [expect.objectContaining({ check: 'force-alias-creation', severity: 'note', fact: 'F2.7' })],
    });
  });

  it('finds everything on a pool made wrong in every way', async () => {
    const ran = await doctor(brokenWorld(), '--json');

    expect(ran.exitCode).toBe(2);
    expect(checks(JSON.parse(ran.output).findings)).toEqual(AT_ONCE);
  });

  it('tells people each finding, worst first, with its fact and remedy', async () => {
    const ran = await doctor(brokenWorld());

    expect(ran.output).toMatch(
      /22 findings\n\ndanger .*alias of `arn:aws:lambda.*live`.*\n +permission-elsewhere, F4\.9: run `/u,
    );
    expect(ran.output.lastIndexOf('danger ')).toBeLessThan(ran.output.indexOf('warning '));
    expect(ran.output.lastIndexOf('warning ')).toBeLessThan(ran.output.indexOf('note '));
  });

  it('only reads', async () => {
    await doctor(brokenWorld());

    expect(server.calls.filter((call) => !/^(?:Describe|Get|List|Filter|Simulate|GET )/u.test(call))).toEqual([]);
  });

  it.each(ONE_BY_ONE)('finds %s', async (check, spoil) => {
    const world = healthyWorld();
    spoil(world);

    expect(checks(await found(world))).toContain(check);
  });

  it('finds each of its checks in some pool', () => {
    const found = new Set([...AT_ONCE, ...ONE_BY_ONE.map(([check]) => check)]);

    expect([...found].toSorted()).toEqual(CHECKS.map(({ id }) => id).toSorted());
  });

  it.each<[string, Partial<RuleDocument>, boolean]>([
    ['for everybody', {}, true],
    ['for a client without a secret', { when: { client: ['app', 'server'] } }, true],
    ['for a client with a secret', { when: { client: ['server'] } }, false],
    ['for all but the client without a secret', { unless: { client: ['app'] } }, false],
    ['for some at the client without a secret', { unless: { client: ['app'], emailTag: true } }, true],
    ['of an address that is attested', { when: { emailAttested: ['invitations'] }, verify: ['email'] }, false],
    ['of another address than is attested', { when: { emailAttested: ['invitations'] } }, true],
    ['for federated users', { when: { trigger: ['external-provider'] } }, false],
    ['of nothing', { verify: [] }, false],
  ])('looks whether a rule that verifies %s trusts what anybody may type', async (_, fields, trusts) => {
    const world = healthyWorld();
    world.clients = [
      ...world.clients,
      { ClientId: 'server', ClientSecret: 'x', PreventUserExistenceErrors: 'ENABLED', WriteAttributes: [] },
    ];
    const attesters = [{ id: 'invitations', keys: [ED_KEY], maxAge: '7d' }];
    Object.assign(world, { policy: aDocument({ attesters, rules: [anApproval(fields)] }) });

    const findings = (await found(world)).filter(({ check }) => check === 'verifies-through-public-client');

    expect(findings.map(({ message }) => message)).toEqual(
      trusts ? ['rule `everyone` verifies what anybody types through `app`, which has no secret'] : [],
    );
  });

  it.each([
    ['a page of its own', { Domain: 'members' }, true, true],
    ['a page under its own name', { CustomDomain: 'login.example.com' }, true, true],
    ['no page', {}, true, false],
    ['a page of other clients', { Domain: 'members' }, false, false],
  ])('takes a client with a secret and %s for open where anybody may type', async (_title, pages, flows, open) => {
    const world = healthyWorld();
    Object.assign(world.pool, pages);
    world.clients = [
      {
        ClientId: 'server',
        ClientSecret: 'x',
        PreventUserExistenceErrors: 'ENABLED',
        WriteAttributes: [],
        AllowedOAuthFlowsUserPoolClient: flows,
      },
    ];
    Object.assign(world, { policy: aDocument({ rules: [anApproval({ when: { client: ['server'] } })] }) });

    const findings = (await found(world)).filter(({ check }) => check === 'verifies-through-public-client');

    expect(findings.map(({ message }) => message)).toEqual(
      open
        ? [
            'rule `everyone` verifies what anybody types through `server`, whose sign-up page asks nobody for its secret',
          ]
        : [],
    );
  });

  it.each([
    ['nobody', {}, 'nobody'],
    ['another function', { PreSignUp: OTHER }, `\`${OTHER}\``],
  ])('says of a pool that calls %s what its owner has still to set', async (_title, LambdaConfig, calls) => {
    const world = healthyWorld();
    world.guards = [{ USER_POOL_ID: ID, FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'false' }];
    Object.assign(world.pool, { LambdaConfig });
    Object.assign(world.configuration, { Environment: {} });

    const findings = await found(world);

    expect(findings.filter(({ severity }) => severity === 'danger').map(({ message }) => message)).toEqual([
      `the pool calls ${calls} before sign-up: its owner has not set \`${GUARD}\` (\`AttachTrigger=false\`)`,
    ]);
    expect(checks(findings)).not.toContain('other-trigger');
  });

  it('notes who sets the trigger where that is the owner of the pool', async () => {
    const world = healthyWorld();
    world.guards = [{ USER_POOL_ID: ID, FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'false' }];

    const ran = await doctor(world);

    expect(ran.exitCode).toBe(0);
    expect(ran.output).toContain(`the pool's owner sets its trigger, to \`${GUARD}\``);
    expect(ran.output).toContain('owner-attached, F4.12: change it where the pool is defined');
  });

  it.each([
    ['guards another pool', { USER_POOL_ID: 'us-east-1_OTHER', FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'false' }],
    ['sets the trigger itself', { USER_POOL_ID: ID, FUNCTION_ARN: GUARD, ATTACH_TRIGGER: 'true' }],
    ['is none', { USER_POOL_ID: ID, FUNCTION_ARN: GUARD }],
  ])('expects nothing of the owner for a stack that %s', async (_title, variables) => {
    const world = healthyWorld();
    world.guards = [variables];
    Object.assign(world.pool, { LambdaConfig: {} });

    expect(checks(await found(world))).toEqual(['force-alias-creation', 'not-attached']);
  });

  it('takes what it cannot read for a finding', async () => {
    const operations = operationsOf(healthyWorld());
    server = await startJsonServer({
      DescribeUserPool: operations['DescribeUserPool'] ?? (() => ({ body: {} })),
      GetUserPoolMfaConfig: () => ({ body: {} }),
    });
    const ran = await signupGuardHere(['doctor', '--user-pool-id', ID, '--json'], {
      env: {
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'y',
        AWS_MAX_ATTEMPTS: '1',
      },
    });

    const findings: readonly Finding[] = JSON.parse(ran.output).findings;
    expect(ran.exitCode).toBe(2);
    expect(
      findings
        .filter(({ check }) => check === 'unreadable')
        .map(({ message }) => message.split(' ').slice(0, 3).join(' ')),
    ).toEqual([
      'the app clients',
      'the CSV imports',
      'the web ACL',
      'whether a stack',
      'the function `arn:aws:lambda:us-east-1:123456789012:function:guard:live`',
      'the resource policy',
    ]);
  });

  it('fails for a pool that it cannot read', async () => {
    server = await startJsonServer({});
    const ran = await signupGuardHere(['doctor', '--user-pool-id', ID], {
      env: {
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'y',
      },
    });

    expect(ran).toMatchObject({ exitCode: 1, complaint: expect.stringContaining(`the pool \`${ID}\` cannot be read`) });
  });
});
