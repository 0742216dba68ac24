/**
 * What a sandbox reads from Parameter Store, over HTTP: one call for the first three, parts side by side and never twice,
 * and what comes of each way to be refused.
 */
import { setImmediate as settled } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createParameterProvider } from '../../../src/aws/trigger/parameter-provider.ts';
import { createPolicyReader } from '../../../src/aws/trigger/policy-reader.ts';
import type { PolicyDocument } from '../../../src/core/policy.ts';
import type { PolicyReader } from '../../../src/guard/ports.ts';
import { encodePolicy, partName } from '../../../src/policy/manifest.ts';
import { parameterNames } from '../../../src/policy/names.ts';
import { withDomains } from '../../policy/documents.ts';
import { type Answer, awsEnv, type Call, type FakeAws, startFakeAws } from '../../support/fake-aws.ts';
import { parametersAnswer } from '../../support/parameters.ts';
import { aDocument, anApproval } from '../../support/policies.ts';

const NAMES = parameterNames('test');
const PROVENANCE = { stack: 'test', publisher: 'deployment' } as const;
const SMALL = aDocument({ rules: [anApproval()] });
const LARGE = withDomains(2_000);

let fake: FakeAws;
let stored: Map<string, string>;
let refuse: (call: Call, nth: number) => Answer | null;

beforeEach(async () => {
  stored = new Map([[NAMES.hashKey, 'key']]);
  refuse = () => null;
  fake = await startFakeAws(
    (call, nth) => refuse(call, nth) ?? parametersAnswer(call, (name) => stored.get(name) ?? null),
  );
  for (const [name, value] of Object.entries(awsEnv(fake.endpoint))) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

function publish(parameter: string, document: PolicyDocument): readonly string[] {
  const { digest, manifest, parts } = encodePolicy(document, PROVENANCE);
  const names = parts.map((_, index) => partName(`${parameter}-parts`, digest, index + 1));
  for (const [index, name] of names.entries()) stored.set(name, parts[index] ?? '');
  stored.set(parameter, manifest);
  return names;
}

function setUp() {
  const received: { keys: unknown[]; candidate: (() => ReturnType<PolicyReader['read']>) | null } = {
    keys: [],
    candidate: null,
  };
  const reader = createPolicyReader(createParameterProvider(2_000), NAMES, {
    hashKey: (came) => received.keys.push([came.hashKey, came.alone]),
    candidate: (load) => {
      received.candidate = load;
    },
  });
  const read = async () => {
    const answer = await reader.read(AbortSignal.timeout(5_000));
    return answer.ok ? answer.value.digest : answer.error.cause;
  };
  return { received, read };
}

/** The names of each call, in order. */
function asked(): readonly (readonly string[])[] {
  return fake.calls.map(({ body }) => [body['Names'] ?? body['Name']].flat().map(String));
}

describe('the first call', () => {
  it('brings policy, key and candidate at once', async () => {
    publish(NAMES.policy, SMALL);
    publish(NAMES.candidate, aDocument());
    const { read, received } = setUp();

    expect(await read()).toBe(encodePolicy(SMALL, PROVENANCE).digest);
    expect(await received.candidate?.()).toMatchObject({ ok: true, value: { policy: { rules: [] } } });
    expect(received.keys).toEqual([['key', false]]);
    expect(asked()).toEqual([[NAMES.policy, NAMES.hashKey, NAMES.candidate]]);
    expect(fake.calls[0]?.body['WithDecryption']).toBe(true);
  });

  it('brings the policy where there is neither key nor candidate', async () => {
    stored.clear();
    publish(NAMES.policy, SMALL);
    const { read, received } = setUp();

    expect(await read()).toBe(encodePolicy(SMALL, PROVENANCE).digest);
    expect(await received.candidate?.()).toMatchObject({ ok: false, error: { cause: 'unreadable' } });
    expect(received.keys).toEqual([[null, false]]);
  });

  it('says what is not there and what is no policy', async () => {
    const { read } = setUp();
    const missing = await read();
    stored.set(NAMES.policy, 'not ours');

    expect([missing, await read()]).toEqual(['not-found', 'unreadable']);
  });

  it('is made anew each time', async () => {
    publish(NAMES.policy, SMALL);
    const { read } = setUp();
    await read();
    publish(NAMES.policy, aDocument());

    expect(await read()).toBe(encodePolicy(aDocument(), PROVENANCE).digest);
  });

  it.each([
    'AccessDeniedException',
    'InvalidKeyId',
    'InternalServerError',
  ])('refused by %s leaves the manifest to be read alone', async (error) => {
    publish(NAMES.policy, SMALL);
    refuse = ({ operation }) => (operation === 'GetParameters' ? { error } : null);
    const { read, received } = setUp();

    expect(await read()).toBe(encodePolicy(SMALL, PROVENANCE).digest);
    expect(received.keys).toEqual([[null, true]]);
    expect(await received.candidate?.()).toMatchObject({ ok: false });
    expect(asked().at(-1)).toEqual([NAMES.policy]);
  });

  it.each([
    ['ThrottlingException', 'throttled'],
    ['TimeoutError', 'timeout'],
  ])('failed by %s is the end of it', async (error, cause) => {
    publish(NAMES.policy, SMALL);
    refuse = () => ({ error });
    const { read, received } = setUp();

    expect(await read()).toBe(cause);
    expect(new Set(fake.calls.map(({ operation }) => operation))).toEqual(new Set(['GetParameters']));
    expect(received.keys).toEqual([]);
    expect(await received.candidate?.()).toMatchObject({ ok: false, error: { cause } });
  });

  it('refused with the manifest as well says why', async () => {
    refuse = () => ({ error: 'AccessDeniedException' });

    expect(await setUp().read()).toBe('access-denied');
  });
});

describe('the parts of a large policy', () => {
  it('are read ten a call, without decryption', async () => {
    const names = publish(NAMES.policy, LARGE);
    const { read } = setUp();

    expect(await read()).toBe(encodePolicy(LARGE, PROVENANCE).digest);
    expect(names.length).toBeGreaterThan(10);
    expect(asked().slice(1)).toEqual(expect.arrayContaining([names.slice(0, 10), names.slice(10, 20)]));
    expect(fake.calls.slice(1).map(({ body }) => body['WithDecryption'] ?? false)).not.toContain(true);
  });

  it('are asked for side by side', async () => {
    publish(NAMES.policy, LARGE);
    refuse = ({ body }) => (JSON.stringify(body).includes('-parts/') ? { hang: true } : null);
    const pending = setUp().read();

    await vi.waitFor(() => expect(fake.calls).toHaveLength(3));
    await fake.close();
    expect(await pending).toBe('network');
    fake = await startFakeAws(() => ({ hang: true }));
  });

  it('that came are kept while others fail', async () => {
    const names = publish(NAMES.policy, LARGE);
    const { read } = setUp();
    refuse = ({ body }) => (JSON.stringify(body).includes('/0001"') ? { error: 'ThrottlingException' } : null);
    const first = await read();
    refuse = () => null;
    const before = fake.calls.length;

    expect([first, await read()]).toEqual(['throttled', encodePolicy(LARGE, PROVENANCE).digest]);
    expect(asked().slice(before + 1)).toEqual([names.slice(0, 10)]);
  });

  it('are not asked for again while the manifest says the same', async () => {
    publish(NAMES.policy, LARGE);
    const { read } = setUp();
    await read();
    const before = fake.calls.length;
    await read();

    expect(fake.calls.length - before).toBe(1);
  });

  it('that are missing are no policy, and are asked for again', async () => {
    const names = publish(NAMES.policy, LARGE);
    const [first = ''] = names;
    const part = stored.get(first) ?? '';
    const { read } = setUp();
    stored.delete(first);
    const missing = await read();
    stored.set(first, part);

    expect([missing, await read()]).toEqual(['not-found', encodePolicy(LARGE, PROVENANCE).digest]);
    expect(asked().at(-1)).toEqual([first]);
  });

  it('that do not fit are all read again', async () => {
    const names = publish(NAMES.policy, LARGE);
    const [first = ''] = names;
    const part = stored.get(first) ?? '';
    const { read } = setUp();
    stored.set(first, part.toLowerCase());
    const altered = await read();
    stored.set(first, part);

    expect([altered, await read()]).toEqual(['invalid', encodePolicy(LARGE, PROVENANCE).digest]);
  });

  it('of a policy that is no longer there are forgotten', async () => {
    const names = publish(NAMES.policy, LARGE);
    const { read } = setUp();
    refuse = ({ body }) => (JSON.stringify(body).includes('/0001"') ? { error: 'ThrottlingException' } : null);
    await read();
    const half = withDomains(2_001);
    publish(NAMES.policy, half);
    await read();
    publish(NAMES.policy, LARGE);
    refuse = () => null;
    const before = fake.calls.length;

    expect(await read()).toBe(encodePolicy(LARGE, PROVENANCE).digest);
    expect(
      asked()
        .slice(before + 1)
        .flat()
        .toSorted(),
    ).toEqual([...names].toSorted());
  });

  it('of a candidate are read when the live policy has been', async () => {
    publish(NAMES.policy, SMALL);
    const names = publish(NAMES.candidate, LARGE);
    const { read, received } = setUp();
    await read();
    await settled();
    const before = fake.calls.length;

    expect(await received.candidate?.()).toMatchObject({ ok: true });
    expect(before).toBe(1);
    expect(asked().slice(1).flat().toSorted()).toEqual([...names].toSorted());
  });
});
