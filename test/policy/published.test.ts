/**
 * From the text of a manifest to a policy that decides, asking for parts only where there are any.
 */
import { expect, test } from 'vitest';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { fail, ok } from '../../src/core/result.ts';
import { digestOf, encodePolicy } from '../../src/policy/manifest.ts';
import { readPublished } from '../../src/policy/published.ts';
import { aDocument } from '../support/policies.ts';
import { withDomains } from './documents.ts';

const PROVENANCE = { stack: 'guard', publisher: 'deployment' } as const;
const SMALL = aDocument({ otherwise: 'deny' });
const LARGE = withDomains(200);

const noParts = () => Promise.reject(new Error('there are no parts'));

test('the reader of published policies reads a small policy without asking for parts', async () => {
  const { manifest } = encodePolicy(SMALL, PROVENANCE);
  const { version: _, ...settings } = SMALL;
  const policy = { ...settings, attesters: [] };

  const published = await readPublished(manifest, '/guard/policy', noParts);

  expect(published).toEqual({ ok: true, value: { digest: digestOf(SMALL), policy, resources: NO_RESOURCES } });
});

test('the reader of published policies reads a large policy from its parts', async () => {
  const { digest, manifest, parts } = encodePolicy(LARGE, PROVENANCE);
  const asked: string[] = [];
  const readParts = async (names: readonly string[]) => {
    asked.push(...names);
    return ok(parts);
  };

  const published = await readPublished(manifest, '/guard/policy', readParts);

  expect(asked).toEqual(['0001', '0002'].map((number) => `/guard/policy-parts/${digest}/${number}`));
  expect(published).toMatchObject({ ok: true, value: { digest, policy: { rules: [{ id: 'everyone' }] } } });
});

test('the reader of published policies refuses a policy that unpacks to more than allowed', async () => {
  const { manifest, parts } = encodePolicy(LARGE, PROVENANCE);

  const published = await readPublished(manifest, '/guard/policy', async () => ok(parts), 200);

  expect(published).toEqual({ ok: false, error: { call: 'ssm', cause: 'invalid' } });
});

test('the reader of published policies tells a text that is no manifest from a wrong policy', async () => {
  const { manifest } = encodePolicy(SMALL, PROVENANCE);
  const altered = manifest.replace('"otherwise":"deny"', '"otherwise":"code"');

  expect(await readPublished('{}', '/guard/policy', noParts)).toEqual({
    ok: false,
    error: { call: 'ssm', cause: 'unreadable' },
  });
  expect(await readPublished(altered, '/guard/policy', noParts)).toEqual({
    ok: false,
    error: { call: 'ssm', cause: 'invalid' },
  });
});

test('the reader of published policies says what hindered the parts', async () => {
  const { manifest } = encodePolicy(LARGE, PROVENANCE);

  const published = await readPublished(manifest, '/guard/policy', async () => fail('hindered'));

  expect(published).toEqual({ ok: false, error: 'hindered' });
});
