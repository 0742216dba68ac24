/** What a deployment takes with it when it goes, over the real SDK client and HTTP. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createParameterStore, type ParameterStore } from '../../../../src/aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../../../../src/aws/operator/policy/policy-store.ts';
import { ensureHashKey, withdrawPolicy } from '../../../../src/aws/operator/policy/withdraw-policy.ts';
import type { PolicyDocument } from '../../../../src/core/policy.ts';
import { parameterNames } from '../../../../src/policy/names.ts';
import { FakeParameterStore } from './fake-parameter-store.ts';
import { manyDomains, policy } from './sample-policy.ts';

const NAMES = parameterNames('test');
const small = policy(['example.com']);

let fake: FakeParameterStore;
let store: ParameterStore;

beforeEach(async () => {
  fake = new FakeParameterStore();
  store = createParameterStore(await fake.start());
});

afterEach(() => fake.stop());

describe('withdrawPolicy', () => {
  it('removes policy and parts of its own stack, and keeps the key', async () => {
    await ensureHashKey(store, NAMES.hashKey);
    await publish(policy(manyDomains()), 'deployment');

    expect(await withdrawPolicy(store, NAMES, 'ours', Date.now())).toBe(true);

    expect([...fake.entries.keys()]).toEqual([NAMES.hashKey]);
  });

  it('takes the rest of the parts when it was cut off before', async () => {
    await publish(policy(manyDomains()), 'deployment');
    fake.entries.delete(NAMES.policy);

    await withdrawPolicy(store, NAMES, 'ours', Date.now());

    expect([...fake.entries.keys()]).toEqual([]);
  });

  it('leaves the young parts of whoever publishes at that moment', async () => {
    fake.now = Date.now() / 1000;
    await publish(policy(manyDomains()), 'deployment');
    const parts = fake.entries.size - 1;
    fake.entries.delete(NAMES.policy);

    await withdrawPolicy(store, NAMES, 'ours', Date.now());

    expect(fake.entries.size).toBe(parts);
  });

  it('removes nothing that another stack published', async () => {
    await publish(small, 'deployment');
    const before = [...fake.entries.keys()];

    expect(await withdrawPolicy(store, NAMES, 'theirs', Date.now())).toBe(false);

    expect([...fake.entries.keys()]).toEqual(before);
  });

  it('removes nothing that somebody pushed', async () => {
    await publish(small, 'command-line');

    expect(await withdrawPolicy(store, NAMES, 'ours', Date.now())).toBe(false);

    expect(fake.text(NAMES.policy)).toContain('command-line');
  });
});

describe('ensureHashKey', () => {
  it('makes a secret key of 32 bytes once', async () => {
    await ensureHashKey(store, NAMES.hashKey);
    const first = fake.text(NAMES.hashKey);
    await ensureHashKey(store, NAMES.hashKey);

    expect(Buffer.from(String(first), 'base64')).toHaveLength(32);
    expect(fake.text(NAMES.hashKey)).toBe(first);
    expect(fake.entries.get(NAMES.hashKey)?.[0]?.Type).toBe('SecureString');
  });
});

function publish(document: PolicyDocument, publisher: 'deployment' | 'command-line') {
  return publishPolicy(store, { parameter: NAMES.policy, document, stack: 'ours', publisher });
}
