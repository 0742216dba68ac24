/** The resource `PublishedPolicy` with real files and the real SDK client: what it publishes, refuses and leaves alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createParameterStore, type ParameterStore } from '../../src/aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../../src/aws/operator/policy/policy-store.ts';
import { readPublication } from '../../src/aws/operator/policy/published.ts';
import { DEFAULT_SETTINGS } from '../../src/core/policy.ts';
import type { CustomResourceEvent } from '../../src/deployment/custom-resource.ts';
import { createPolicyPublisher } from '../../src/deployment/publish-policy.ts';
import { FakeParameterStore } from '../aws/operator/policy/fake-parameter-store.ts';
import { ED_KEY } from '../policy/file/keys.ts';

const PARAMETER = '/signup-guard/test/policy';
const CODE = 'version: 1\nmode: enforce\nrules: []\notherwise: code\n';
const DENY = 'version: 1\nmode: enforce\nrules: []\notherwise: deny\n';
const PUSHED = `${DENY}denyMessage: Closed for now\n`;

let fake: FakeParameterStore;
let client: SSMClient;
let store: ParameterStore;
let root: string;
let begun: string[];

beforeEach(async () => {
  begun = [];
  fake = new FakeParameterStore();
  client = await fake.start();
  store = createParameterStore(client);
  root = await mkdtemp(join(tmpdir(), 'published-policy-'));
  await writeFile(join(root, 'test.yaml'), CODE);
});

afterEach(async () => {
  await fake.stop();
  await rm(root, { recursive: true });
});

describe('PublishedPolicy', () => {
  it('publishes the file of its environment', async () => {
    expect(await send('Create')).toEqual({ ok: true, value: { physicalId: 'policy-test' } });

    expect((await readPublication(store, PARAMETER))?.manifest).toMatchObject({
      stack: 'guard',
      publisher: 'deployment',
    });
    expect(fake.entries.has('/signup-guard/test/hash-key')).toBe(true);
  });

  it('names the missing file and those there are', async () => {
    const result = await send('Create', { Environment: 'nowhere' });

    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('`policies/nowhere.yaml`') });
    expect(result).toMatchObject({ error: expect.stringContaining('`test.yaml`') });
    expect(fake.entries.size).toBe(0);
  });

  it('refuses an environment that is no name', async () => {
    expect(await send('Create', { Environment: '../test' })).toMatchObject({ ok: false });
  });

  it('names file, line and column of an error', async () => {
    await send('Create');
    await writeFile(join(root, 'test.yaml'), CODE.replace('otherwise', 'otherwize'));

    const result = await send('Update');

    expect(result).toMatchObject({ ok: false, error: expect.stringMatching(/test\.yaml:4:1: .*`otherwize`/u) });
    expect(fake.entries.get(PARAMETER)).toHaveLength(1);
  });

  it('refuses what another stack published', async () => {
    await send('Create', {}, 'theirs');

    const result = await send('Create', { OverwritePushedPolicy: 'true' });

    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('`theirs`') });
  });

  it('refuses what somebody pushed, unless told to overwrite', async () => {
    await send('Create');
    await push();
    await writeFile(join(root, 'test.yaml'), DENY);

    const refused = await send('Update');
    const forced = await send('Update', { OverwritePushedPolicy: 'true' });

    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('OverwritePushedPolicy=true') });
    expect(forced.ok).toBe(true);
  });

  it('takes over what somebody pushed once the file says the same', async () => {
    await send('Create');
    await push();
    await writeFile(join(root, 'test.yaml'), PUSHED);
    const adopted = await send('Update');
    await writeFile(join(root, 'test.yaml'), CODE);

    expect([adopted.ok, (await send('Update')).ok]).toEqual([true, true]);
    expect((await readPublication(store, PARAMETER))?.manifest?.publisher).toBe('deployment');
  });

  it('names the keys that a refused deployment would bring back', async () => {
    const jwks = JSON.stringify({ keys: [ED_KEY] });
    await writeFile(join(root, 'keys.json'), jwks);
    await writeFile(join(root, 'test.yaml'), `${CODE}attesters: [{ id: a, keys: { file: keys.json }, maxAge: 7d }]\n`);
    await send('Create');
    await push();
    await writeFile(join(root, 'test.yaml'), `${DENY}attesters: [{ id: a, keys: { file: keys.json }, maxAge: 7d }]\n`);

    const refused = await send('Update');

    expect(refused).toMatchObject({
      ok: false,
      error: expect.stringContaining(`would make these keys count: ${ED_KEY.kid} of \`a\``),
    });
  });

  it('names in the history the keys that a deployment brought', async () => {
    const attesters = `attesters: [{ id: a, keys: { file: keys.json }, maxAge: 7d }]\n`;
    const messageOf = async () => (await store.history(PARAMETER)).at(-1)?.message;
    await writeFile(join(root, 'keys.json'), JSON.stringify({ keys: [ED_KEY] }));
    await send('Create');

    await writeFile(join(root, 'test.yaml'), `${CODE}${attesters}`);
    await send('Update');
    const brought = await messageOf();
    await writeFile(join(root, 'test.yaml'), `${DENY}${attesters}`);
    await send('Update');

    expect(brought).toBe(`deployed by the stack guard; these keys count now: ${ED_KEY.kid} of \`a\``);
    expect(await messageOf()).toBe('deployed by the stack guard');
  });

  it('keeps what was pushed when it has nothing new', async () => {
    await send('Create');
    await push();

    expect((await send('Update')).ok).toBe(true);

    expect((await readPublication(store, PARAMETER))?.manifest?.publisher).toBe('command-line');
  });

  it('refuses what is no policy of this project', async () => {
    fake.put(PARAMETER, 'hello');

    expect(await send('Create')).toMatchObject({
      ok: false,
      error: expect.stringContaining('no policy of this project'),
    });
  });

  it('refuses to move to another environment, and rolls back', async () => {
    await send('Create');
    await writeFile(join(root, 'other.yaml'), DENY);

    const moved = await send('Update', { Environment: 'other' });
    const rolledBack = await send('Update');

    expect(moved).toEqual({
      ok: false,
      error:
        'this stack publishes environment `test` and stays with it: deploy `other` as a stack of its own, then delete this one',
    });
    expect(rolledBack).toEqual({ ok: true, value: { physicalId: 'policy-test' } });
    expect([...fake.entries.keys()].filter((name) => name.includes('/other/'))).toEqual([]);
  });

  it('removes the policy on deletion, and keeps the key that explains the log', async () => {
    await send('Create');

    await send('Delete');

    expect([...fake.entries.keys()]).toEqual(['/signup-guard/test/hash-key']);
  });

  it('names what may have been made before the first write, and nothing for a refusal', async () => {
    await send('Create', {}, 'theirs');
    begun = [];

    await send('Create');
    const refused = [...begun];
    fake.entries.clear();
    fake.before = (action) => {
      if (action === 'PutParameter') expect(begun).toEqual(['policy-test']);
    };

    expect((await send('Create')).ok).toBe(true);
    expect(refused).toEqual([]);
  });

  it('rolls back while a pushed policy is in force, and keeps it', async () => {
    await send('Create');
    await writeFile(join(root, 'test.yaml'), DENY);
    await send('Update', { Package: version(2) }, 'guard', { Package: version(1) });
    await push();
    await writeFile(join(root, 'test.yaml'), CODE.replace('code', 'deny').concat('denyMessage: A former one\n'));

    const rolledBack = await send('Update', { Package: version(1) }, 'guard', { Package: version(2) });

    expect(rolledBack.ok).toBe(true);
    expect((await readPublication(store, PARAMETER))?.manifest?.publisher).toBe('command-line');
  });
});

function send(
  RequestType: CustomResourceEvent['RequestType'],
  properties: Record<string, string> = {},
  stack = 'guard',
  old: Record<string, string> = {},
) {
  const event: CustomResourceEvent = {
    RequestType,
    ResponseURL: 'http://127.0.0.1/',
    StackId: `arn:aws:cloudformation:us-east-1:000000000000:stack/${stack}/1f8e`,
    RequestId: 'request',
    LogicalResourceId: 'PublishedPolicy',
    ResourceType: 'Custom::PublishedPolicy',
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: 'policy-test' }),
    ...(RequestType === 'Update' ? { OldResourceProperties: { Environment: 'test', ...old } } : {}),
    ResourceProperties: { Environment: 'test', OverwritePushedPolicy: 'false', ...properties },
  };
  const work = createPolicyPublisher((signal) => createParameterStore(client, signal), root, Date.now);
  return work(event, { mayWrite: (id) => begun.push(id), signal: new AbortController().signal });
}

function version(number: number): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:deployment:${number}`;
}

/** An emergency denial, pushed by hand. */
function push() {
  const document = { ...DEFAULT_SETTINGS, version: 1, mode: 'enforce', otherwise: 'deny', rules: [] } as const;
  return publishPolicy(store, {
    parameter: PARAMETER,
    document: { ...document, denyMessage: 'Closed for now' },
    stack: 'guard',
    publisher: 'command-line',
  });
}
