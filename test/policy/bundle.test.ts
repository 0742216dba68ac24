import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const LOAD = join(import.meta.dirname, '..', '..', 'src', 'policy', 'load.ts');

test('large data stays out of the chunk that every policy loads', async () => {
  const { metafile } = await build({
    entryPoints: [LOAD],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    outdir: 'out',
    write: false,
    metafile: true,
  });

  const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint?.endsWith('policy/load.ts'));
  const large = Object.keys(metafile.inputs).filter((input) =>
    /node_modules\/(?:disposable-email|libphonenumber|tldts)|identity\/mailbox/u.test(input),
  );
  expect(large.length).toBeGreaterThan(2);
  expect(Object.keys(entry?.inputs ?? {}).filter((input) => large.includes(input))).toEqual([]);
  const loadedAtOnce = entry?.imports.filter(({ kind }) => kind !== 'dynamic-import').map(({ path }) => path) ?? [];
  const reached = loadedAtOnce.flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
  expect(reached.filter((input) => large.includes(input))).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((input) => /yaml|confusables/u.test(input))).toEqual([]);
});
