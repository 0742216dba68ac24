/**
 * Pool and claims that load beside the policy: once, and doubt where they do not.
 */
import { expect, it } from 'vitest';
import { createDeferredStores } from '../../src/lambda/deferred-stores.ts';
import { readSettings } from '../../src/lambda/env.ts';
import type { Stores } from '../../src/lambda/stores.ts';
import { nobodyNamed } from '../support/names.ts';
import { aBudget, handClock, noCalls } from '../support/time.ts';

const SETTINGS = readSettings({ CLAIM_TABLE: 'claims' });
const CLAIMANT = { userPoolId: 'pool', userName: 'bob' };
const ALIAS = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' } as const;
const INQUIRY = { userPoolId: 'pool', alias: ALIAS, kinds: { list: true, alias: true }, settles: () => false };

const ANSWERING: Stores = {
  directory: { named: nobodyNamed, sightings: async () => [{ kind: 'seen', holders: [] }] },
  claims: { write: async () => ({ ok: true, value: new Map() }) },
};

function setUp(load: () => Promise<Stores>, settings = SETTINGS) {
  const loads = { count: 0 };
  const stores = createDeferredStores(settings, handClock(), () => {
    loads.count += 1;
    return load();
  });
  const sightings = () => stores.directory.sightings(INQUIRY, aBudget(), noCalls());
  const named = () => stores.directory.named('pool', 'bob', aBudget(), noCalls());
  const write = () => stores.claims?.write(CLAIMANT, [], aBudget(), noCalls());
  return { loads, stores, sightings, named, write };
}

it('stores load once, at the beginning or at the first question', async () => {
  const { loads, stores, sightings, write } = setUp(async () => ANSWERING);
  const before = loads.count;
  stores.begin();
  stores.begin();

  expect([await sightings(), await write()]).toEqual([[{ kind: 'seen', holders: [] }], { ok: true, value: new Map() }]);
  expect([before, loads.count]).toEqual([0, 1]);
});

it('stores load with the first question where nothing began them', async () => {
  const { loads, sightings, named } = setUp(async () => ANSWERING);

  expect([await sightings(), loads.count]).toEqual([[{ kind: 'seen', holders: [] }], 1]);
  expect(await named()).toEqual({ ok: true, value: null });
});

it('stores that cannot be loaded answer nothing', async () => {
  const { stores, sightings, write } = setUp(() => Promise.reject(new Error('scripted')));
  stores.begin();

  await expect(sightings()).rejects.toThrow('scripted');
  await expect(write()).rejects.toThrow('scripted');
});

it('stores have no claims where the deployment switched them off, and no answer where they went missing', async () => {
  const off = setUp(async () => ANSWERING, readSettings({ CLAIM_TABLE: '' }));
  const missing = setUp(async () => ({ ...ANSWERING, claims: null }));

  expect(off.stores.claims).toBeNull();
  expect(await missing.write()).toEqual({ ok: false, error: { call: 'claims', cause: 'not-found' } });
});
