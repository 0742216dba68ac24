/** Publishing over the real SDK client and HTTP: what is written, in which order, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createParameterStore, type ParameterStore } from '../../../../src/aws/operator/policy/parameter-store.ts';
import { publishPolicy } from '../../../../src/aws/operator/policy/policy-store.ts';
import { readDocument, readHistory, readPublication } from '../../../../src/aws/operator/policy/published.ts';
import type { PolicyDocument } from '../../../../src/core/policy.ts';
import { encodePolicy } from '../../../../src/policy/manifest.ts';
import { parameterNames } from '../../../../src/policy/names.ts';
import { FakeParameterStore } from './fake-parameter-store.ts';
import { manyDomains, policy } from './sample-policy.ts';

const NAMES = parameterNames('test');
const PARAMETER = NAMES.policy;
const small = policy(['example.com']);

let fake: FakeParameterStore;
let store: ParameterStore;

beforeEach(async () => {
  fake = new FakeParameterStore();
  store = createParameterStore(await fake.start());
});

afterEach(() => fake.stop());

describe('publishPolicy', () => {
  it('creates the first manifest and reads it back', async () => {
    const receipt = await publish(small);

    expect(receipt).toMatchObject({ ok: true, value: { version: 1, changed: true } });
    expect(await standing()).toEqual(small);
  });

  it('writes parts before the manifest', async () => {
    const large = policy(manyDomains());

    const receipt = await publish(large);

    const puts = fake.calls.filter((call) => call.startsWith('PutParameter'));
    expect(receipt.ok).toBe(true);
    expect(puts.length).toBeGreaterThan(3);
    expect(puts.at(-1)).toBe(`PutParameter ${PARAMETER}`);
    expect(await standing()).toEqual(large);
  });

  it('writes nothing when the same policy stands whole', async () => {
    await publish(small);

    const again = await publish(small);

    expect(again).toMatchObject({ ok: true, value: { version: 1, changed: false } });
    expect(fake.entries.get(PARAMETER)).toHaveLength(1);
  });

  it('mends a policy whose parts are gone', async () => {
    const large = policy(manyDomains());
    await publish(large);
    const [part] = [...fake.entries.keys()].filter((name) => name.includes('-parts/'));
    fake.entries.delete(String(part));

    const again = await publish(large);

    expect(again).toMatchObject({ ok: true, value: { version: 1, changed: true } });
    expect(await standing()).toEqual(large);
  });

  it('refuses an invalid policy and writes nothing', async () => {
    await publish(small);
    const [rule] = small.rules;
    const unacknowledged = { ...small, rules: [{ ...rule, acknowledge: undefined }] } as PolicyDocument;

    const receipt = await publish(unacknowledged);

    expect(receipt).toMatchObject({ ok: false, error: expect.stringContaining('acknowledge') });
    expect(await standing()).toEqual(small);
    expect(fake.entries.get(PARAMETER)).toHaveLength(1);
  });

  it('refuses when another policy stands than expected', async () => {
    await publish(small);
    const other = policy(['example.org']);

    const refused = await publishPolicy(store, { ...publication(other), expect: 'f'.repeat(64) });
    const { digest } = encodePolicy(small, { stack: 'ours', publisher: 'deployment' });
    const accepted = await publishPolicy(store, { ...publication(other), expect: digest });

    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining(digest) });
    expect(accepted.ok).toBe(true);
  });

  it('puts back what came in the very moment of its own write, and fails', async () => {
    await publish(small);
    intrude(1, (action, name) => action === 'PutParameter' && name === PARAMETER);

    const receipt = await publish(policy(['example.org']));

    expect(receipt).toMatchObject({ ok: false, error: expect.stringContaining('it was put back as version 4') });
    expect(fake.text(PARAMETER)).toBe('theirs 1');
  });

  it('puts back what came in between putting back, too', async () => {
    await publish(small);
    intrude(2, (action, name) => action === 'PutParameter' && name === PARAMETER);

    const receipt = await publish(policy(['example.org']));

    expect(receipt).toMatchObject({ ok: false, error: expect.stringContaining('it was put back as version 6') });
    expect(fake.text(PARAMETER)).toBe('theirs 2');
  });

  it('gives up on somebody who never stops, and says so', async () => {
    await publish(small);
    intrude(99, (action, name) => action === 'PutParameter' && name === PARAMETER);

    expect(await publish(policy(['example.org']))).toMatchObject({
      error: expect.stringContaining('look at its history'),
    });
  });

  it('leaves alone what came in after its own write', async () => {
    await publish(small);
    intrude(1, (action, name) => action === 'PutParameter' && name === PARAMETER);
    const put = fake.before;
    fake.before = (action, input) => {
      if (action === 'GetParameter' && fake.text(PARAMETER)?.includes('example.org')) fake.put(PARAMETER, 'later');
      put(action, input);
    };

    expect(await publish(policy(['example.org']))).toMatchObject({ error: expect.stringContaining('and it stands') });
    expect(fake.text(PARAMETER)).toBe('later');
  });

  it('yields to what came in while its parts were written', async () => {
    await publish(small);
    intrude(1, (action, name) => action === 'PutParameter' && name.endsWith('/0002'));

    const receipt = await publish(policy(manyDomains()));

    expect(receipt).toMatchObject({ ok: false, error: expect.stringContaining('version 2') });
    expect(
      fake.entries
        .get(PARAMETER)
        ?.map(({ Value }) => Value)
        .at(-1),
    ).toBe('theirs 1');
    expect(fake.entries.get(PARAMETER)).toHaveLength(2);
  });

  it('does not bring back a policy that was removed while its parts were written', async () => {
    await publish(small);
    fake.before = (action, input) => {
      if (action === 'PutParameter' && input.Name?.endsWith('/0002') === true) fake.entries.delete(PARAMETER);
    };

    expect(await publish(policy(manyDomains()))).toMatchObject({ error: expect.stringContaining('somebody removed') });
    expect(fake.text(PARAMETER)).toBeUndefined();
  });

  it('yields to a first publication at the same moment', async () => {
    fake.before = (action) => {
      if (action === 'PutParameter') fake.put(PARAMETER, 'theirs');
    };

    const receipt = await publish(small);

    expect(receipt.ok).toBe(false);
    expect(fake.text(PARAMETER)).toBe('theirs');
  });

  it('leaves the manifest alone when parts cannot be written', async () => {
    await publish(small);
    fake.before = (action, input) => {
      if (action === 'PutParameter' && String(input.Name).endsWith('/0002')) throw new Error('denied');
    };

    const receipt = await publish(policy(manyDomains()));

    expect(receipt).toMatchObject({ ok: false, error: expect.stringContaining('AccessDenied') });
    expect(await standing()).toEqual(small);
  });

  it('keeps the parts of the last ten manifests', async () => {
    const policies = Array.from({ length: 12 }, () => policy(manyDomains()));
    for (const document of policies) {
      fake.now += 7200;
      expect((await publish(document)).ok).toBe(true);
    }

    const history = await readHistory(store, PARAMETER);
    const whole = await Promise.all(
      history.map(async ({ manifest }) => manifest && readDocument(store, PARAMETER, manifest)),
    );

    expect(whole.map((document) => document?.ok)).toEqual([false, false, ...Array.from({ length: 10 }, () => true)]);
  });

  it('spares parts written within the hour', async () => {
    const theirs = `${PARAMETER}-parts/${'a'.repeat(64)}/0001`;
    await publish(policy(manyDomains()));
    fake.now += 7200;
    fake.put(theirs, 'under way');
    fake.now += 60;

    await publish(policy(manyDomains()));

    expect(fake.text(theirs)).toBe('under way');
  });
});

function publication(document: PolicyDocument) {
  return { parameter: PARAMETER, document, stack: 'ours', publisher: 'deployment' as const };
}

function publish(document: PolicyDocument) {
  return publishPolicy(store, publication(document));
}

async function standing(): Promise<PolicyDocument | null> {
  const current = await readPublication(store, PARAMETER);
  if (current?.manifest == null) return null;
  const document = await readDocument(store, PARAMETER, current.manifest);
  return document.ok ? document.value : null;
}

/** Somebody who writes the manifest, so many times, ahead of the calls that are meant. */
function intrude(times: number, meant: (action: string, name: string) => boolean): void {
  let done = 0;
  fake.before = (action, { Name = '' }) => {
    if (!meant(action, Name) || done === times) return;
    done += 1;
    fake.put(PARAMETER, `theirs ${done}`);
  };
}
