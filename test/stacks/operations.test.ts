/**
 * Law 11 for stacks: no operation leaves a pool worse than it found it. The built deployment bundle, called as CloudFormation
 * calls it, against a local AWS that enforces the template's own statements; each operation as it is, done twice, failing
 * later, cut off after each of its requests, and with others at work meanwhile.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manyDomains } from '../aws/operator/policy/sample-policy.ts';
import { COMPANION_OPERATIONS } from './companion-operations.ts';
import { breaches } from './law.ts';
import { LocalAws } from './local-aws.ts';
import { OPERATIONS, type Operation, OTHER_POOL, POOL, push, THEIRS } from './operations.ts';
import { OWNERS_OPERATIONS } from './owners-operations.ts';
import { Packages } from './packages.ts';
import { type Course, Stack } from './stack.ts';
import { statementsByRole } from './template.ts';
import type { World } from './world.ts';

const POLICY = 'version: 1\nmode: enforce\nrules: []\notherwise: code\n';
const LARGE = `version: 1
mode: enforce
rules:
  - id: many
    when: { emailDomain: [${manyDomains().join(', ')}] }
    then: code
otherwise: code
`;
const PACKAGES = {
  1: POLICY,
  2: POLICY.replace('otherwise: code', 'otherwise: deny'),
  3: LARGE,
  4: LARGE,
  5: POLICY.replace('otherwise', 'otherwize'),
};

/** Labels need no ids. */
const NO_NAMES = Object.fromEntries(
  [
    'PreSignUpFunction.Alias',
    'PreSignUpFunction.Arn',
    'DeploymentFunction.Arn',
    'ClaimTable.Arn',
    'LimitTable.Arn',
  ].map((name) => [name, name]),
);

/** Ends in which nothing is left half done. */
const SETTLED = /^(?:CREATE|UPDATE|DELETE|ROLLBACK|UPDATE_ROLLBACK)_COMPLETE$/u;

/** What a stack says that is not deleted while the pool calls it. */
const WAYS_OUT = /take `LambdaConfig\.PreSignUp` out there|deploy with `SmsRoleArn=/u;

/** Later requests of a large policy are like those before. */
const MOST_CUTS = 24;

const ROWS = [...OPERATIONS, ...OWNERS_OPERATIONS, ...COMPANION_OPERATIONS];

const aws = new LocalAws();
const packages = new Packages();
const cells: string[] = [];

beforeAll(async () => {
  await aws.start();
  await packages.build(PACKAGES, ['dev', 'prod']);
});

afterAll(async () => {
  await packages.remove();
  await aws.stop();
  const denied = aws.judged.filter(({ by }) => by.length === 0);
  process.stdout.write(
    `${cells.length} cells, ${aws.judged.length} requests judged, ${denied.length} denied\n${byRole().join('\n')}\n`,
  );
});

function byRole(): readonly string[] {
  const counts = Map.groupBy(aws.judged, ({ role, action, by }) =>
    [role.split('.')[1], action, by.length > 0 ? 'allowed' : 'denied'].join(' '),
  );
  return [...counts].map(([key, { length }]) => `  ${key}: ${length}`).toSorted();
}

function world(course: Course = {}): World {
  aws.reset();
  return { aws, packages, stack: new Stack('guard', aws, packages), course };
}

/** One cell of the table: the law and the settings of existing pools hold, whatever became of the operation. */
async function holds(name: string, before: ReadonlyMap<string, unknown>): Promise<void> {
  cells.push(name);
  expect(await breaches(aws), name).toEqual([]);
  for (const [id, settings] of before) if (aws.pools.has(id)) expect(settingsOf(id), name).toEqual(settings);
}

/** The policy in force, as it stands. */
function standing(): string {
  return aws.parameters.get('/signup-guard/dev/policy')?.at(-1)?.Value ?? '';
}

/** What a pool has beside its trigger. */
function settingsOf(id: string): unknown {
  const { LambdaConfig: _, ...others } = aws.pools.get(id) ?? {};
  return others;
}

function existingPools(): ReadonlyMap<string, unknown> {
  return new Map([POOL, OTHER_POOL].filter((id) => aws.pools.has(id)).map((id) => [id, settingsOf(id)]));
}

async function prepared({ prepare }: Operation, course: Course = {}): Promise<World> {
  const made = world(course);
  await prepare({ ...made, course: {} });
  aws.requests = 0;
  return made;
}

function called(calls: Operation['calls'], { stack }: World): void {
  const expected = { ours: stack.trigger, theirs: THEIRS, nobody: null };
  if (calls !== undefined && aws.pools.has(POOL)) expect(aws.triggerOf(POOL)).toBe(expected[calls]);
}

/** What the existing pool calls, and what is kept of it in Parameter Store. */
function triggerState(): unknown {
  const kept = [...aws.parameters].filter(([name]) => name.includes('/former-trigger/'));
  return [aws.triggerOf(POOL), kept.map(([name, values]) => [name, values.at(-1)?.Value])];
}

/** Deletes the stack; where the pool's owner set the trigger, not before they take it away. */
async function goes(title: string, { stack }: World, before: ReadonlyMap<string, unknown>): Promise<void> {
  const owners = stack.leavesTrigger && aws.triggerOf(POOL) === stack.trigger;
  const wroteItself = aws.parameters.has(`/signup-guard/dev/former-trigger/${POOL}`);
  const ended = await stack.delete();
  await holds(`${title}: deleted`, before);
  if (owners && (!wroteItself || ended === 'DELETE_FAILED')) {
    expect([ended, stack.reasons.at(-1)]).toEqual(['DELETE_FAILED', expect.stringMatching(WAYS_OUT)]);
    aws.setTrigger(POOL, null);
    expect(await stack.delete(), `${title}: ${stack.reasons}`).toBe('DELETE_COMPLETE');
    await holds(`${title}: deleted when its owner let go`, before);
  } else expect(ended, `${title}: ${stack.reasons}`).toBe('DELETE_COMPLETE');
  expect(aws.triggerOf(POOL)).not.toBe(stack.trigger);
  expect([...aws.parameters.keys()].filter((name) => name.includes('/former-trigger/'))).toEqual([]);
}

describe.each(ROWS)('$name', (operation) => {
  it('ends as it should, twice', async () => {
    const made = await prepared(operation);
    const before = existingPools();

    const ended = await operation.operate(made);

    expect(ended, made.stack.reasons.join('; ')).toBe(operation.ends);
    expect(made.stack.reasons.filter((reason) => reason.includes('AccessDenied'))).toEqual([]);
    called(operation.calls, made);
    await holds(`${operation.name}: first`, before);
    expect(await operation.operate(made)).toMatch(ended === 'DELETE_FAILED' ? ended : SETTLED);
    await holds(`${operation.name}: again`, before);
    await goes(`${operation.name}: again`, made, before);
    called(operation.then, made);
  });
});

describe.each(ROWS.filter(({ ends }) => !ends.startsWith('DELETE')))('$name, with a failure later', (operation) => {
  it('rolls back', async () => {
    const made = await prepared(operation, { failAfter: 'AttachedTrigger' });
    const [before, trigger] = [existingPools(), triggerState()];

    const ended = await operation.operate(made);

    expect(ended, made.stack.reasons.join('; ')).toMatch(/^(?:UPDATE_)?ROLLBACK_COMPLETE$/u);
    await holds(`${operation.name}: rolled back`, before);
    if (operation.restores) expect(triggerState()).toEqual(trigger);
    await goes(`${operation.name}: rolled back`, made, before);
  });
});

describe.each(ROWS.filter(({ cut }) => cut))('$name, cut off', (operation) => {
  it('leaves every pool working, after each request', async () => {
    await operation.operate(await prepared(operation));
    const requests = Math.min(aws.requests, MOST_CUTS);
    for (let cut = 1; cut <= requests; cut += 1) {
      const made = await prepared(operation);
      const before = existingPools();
      aws.cutAfter = cut;

      const ended = await operation.operate(made);
      await holds(`${operation.name}: cut after ${cut}`, before);

      expect(ended, `cut after ${cut}: ${made.stack.reasons}`).toMatch(
        /^(?:ROLLBACK|UPDATE_ROLLBACK)_COMPLETE$|^DELETE_FAILED$/u,
      );
      await goes(`${operation.name}: cut after ${cut}`, made, before);
    }
  });
});

describe.each(ROWS.filter(({ cut }) => cut))('$name, in an outage', (operation) => {
  it('leaves every pool working, whichever request it begins with', async () => {
    await operation.operate(await prepared(operation));
    const requests = Math.min(aws.requests, MOST_CUTS);
    for (let at = 1; at <= requests; at += 1) {
      const made = await prepared(operation);
      const before = existingPools();
      aws.failAt = at;

      const ended = await operation.operate(made);
      await holds(`${operation.name}: outage at ${at}`, before);

      // What is left over after a publication is nobody's failure
      expect(ended, `outage at ${at}: ${made.stack.reasons}`).toMatch(/_COMPLETE$|^DELETE_FAILED$/u);
      await goes(`${operation.name}: outage at ${at}`, made, before);
    }
  });
});

describe('two stacks on one pool', () => {
  const FIRST = { version: '1', parameters: { Environment: 'dev', UserPoolId: POOL } };
  const SECOND = { version: '1', parameters: { Environment: 'prod', UserPoolId: POOL, ReplaceTrigger: 'true' } };

  it.each([
    ['the first one goes first', 'guard', 'neighbour'],
    ['the second one goes first', 'neighbour', 'guard'],
  ])('leave it working when %s', async (title, ...order) => {
    const { stack } = world();
    aws.addPool(POOL, { UserPoolTags: { owner: 'members' } });
    const before = existingPools();
    const stacks = new Map([stack, new Stack('neighbour', aws, packages)].map((each) => [each.name, each]));

    expect(await stacks.get('guard')?.deploy(FIRST)).toBe('CREATE_COMPLETE');
    expect(await stacks.get('neighbour')?.deploy(SECOND)).toBe('CREATE_COMPLETE');
    await holds(`two stacks, ${title}: both there`, before);
    for (const name of order) {
      expect(await stacks.get(name)?.delete()).toBe('DELETE_COMPLETE');
      await holds(`two stacks, ${title}: ${name} deleted`, before);
    }
    expect(aws.triggerOf(POOL)).toBeNull();
  });

  it('refuse an environment that the other one publishes', async () => {
    const { stack } = world();
    aws.addPool(POOL);
    const before = existingPools();
    await stack.deploy(FIRST);
    const neighbour = new Stack('neighbour', aws, packages);

    const ended = await neighbour.deploy({ ...FIRST, parameters: { ...FIRST.parameters, ReplaceTrigger: 'true' } });

    expect([ended, neighbour.reasons.join()]).toEqual([
      'ROLLBACK_COMPLETE',
      expect.stringContaining('belongs to the stack `guard`'),
    ]);
    await holds('two stacks of one environment', before);
    expect(aws.triggerOf(POOL)).toBe(stack.trigger);
  });
});

describe('a role whose change is not in force yet', () => {
  it('is waited for', async () => {
    const { stack } = world();
    aws.addPool(POOL);
    const before = existingPools();
    aws.lag = 2;

    const ended = await stack.deploy({ version: '1', parameters: { Environment: 'dev', UserPoolId: POOL } });

    expect([ended, aws.lag, stack.reasons]).toEqual(['CREATE_COMPLETE', 0, []]);
    await holds('denied at first', before);
    expect(await stack.delete()).toBe('DELETE_COMPLETE');
    await holds('denied at first, then deleted', before);
  });
});

describe('somebody else meanwhile', () => {
  it('pushes while the parts are written: their policy stands, and the stack rolls back', async () => {
    const { stack } = world();
    await stack.deploy({ version: '1', parameters: { Environment: 'dev' } });
    const before = existingPools();
    let pushed = false;
    aws.before = (operation, body) => {
      if (pushed || operation !== 'PutParameter' || !String(body['Name']).endsWith('/0002')) return;
      pushed = true;
      void push({ aws });
    };

    const ended = await stack.deploy({ version: '3', parameters: { Environment: 'dev' } });

    expect([pushed, ended]).toEqual([true, 'UPDATE_ROLLBACK_COMPLETE']);
    expect(standing()).toContain('command-line');
    await holds('push meanwhile', before);
  });

  it('pushes after the publication, before something else fails: their policy stands, and the stack rolls back', async () => {
    const { stack } = world();
    aws.addPool(POOL);
    const deployed = { Environment: 'dev', UserPoolId: POOL };
    await stack.deploy({ version: '1', parameters: deployed });
    const before = existingPools();
    aws.before = (operation) => {
      if (operation === 'DescribeUserPool' && !standing().includes('command-line')) void push({ aws });
    };

    const next = { version: '2', parameters: { ...deployed, ReplaceTrigger: 'true' } };
    const ended = await stack.deploy(next, { failAfter: 'AttachedTrigger' });

    expect(ended, stack.reasons.join()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(standing()).toContain('command-line');
    await holds('push after the publication', before);
  });

  it.each([
    'DescribeUserPool',
    'GetUserPoolMfaConfig',
    'UpdateUserPool',
  ])('writes the pool at %s: it works all the same', async (moment) => {
    for (const preSignUp of [null, THEIRS]) {
      const { stack } = world();
      aws.addPool(POOL, { LambdaConfig: { PreSignUp: THEIRS } });
      aws.functions.set(THEIRS, new Set([POOL]));
      const before = existingPools();
      let seen = 0;
      aws.before = (operation) => {
        if (operation !== moment) return;
        seen += 1;
        if (seen === 2 || moment === 'UpdateUserPool') aws.setTrigger(POOL, preSignUp);
      };

      const ended = await stack.deploy({
        version: '1',
        parameters: { Environment: 'dev', UserPoolId: POOL, ReplaceTrigger: 'true' },
      });

      expect(ended).toMatch(SETTLED);
      await holds(`pool written at ${moment} with ${preSignUp}`, before);
      aws.before = () => undefined;
      expect(await stack.delete()).toBe('DELETE_COMPLETE');
      await holds(`pool written at ${moment} with ${preSignUp}, then deleted`, before);
    }
  });
});

describe('the statements of the deployment role', () => {
  it('were all used over the table, those of its log by Lambda itself', () => {
    const used = new Set(aws.judged.flatMap(({ by }) => by));
    const parameters = { UserPoolId: POOL, SmsRoleArn: 'given', Environment: 'dev' };
    const statements = statementsByRole({ stack: 'guard', parameters, names: NO_NAMES }).get('DeploymentRole') ?? [];
    const unused = statements.map(({ label }) => label).filter((label) => !used.has(label));

    expect(unused).toEqual(['DeploymentRole/write-log 1']);
    expect(aws.judged.filter(({ by }) => by.length !== 1)).toEqual([]);
  });
});
