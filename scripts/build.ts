/**
 * Builds what is deployed: `sam build` (through sam/Makefile), the demo, the lab and the tests all use these bundles.
 * Checks the policies first, so that one with an error never gets as far as a deployment. Must not depend on where it
 * is called from.
 *
 * `node scripts/build.ts` builds everything into dist/; `node scripts/build.ts trigger DIR` builds one bundle into DIR.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { buildPageAssets, PAGE_ASSETS_FILE } from '../src/cli/log/page-assets.ts';
import { packagedFiles } from '../src/files/packaged-files.ts';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** The bundles by name, each with its entry point. */
const BUNDLES = {
  trigger: 'src/lambda/handler.ts',
  deployment: 'src/deployment/handler.ts',
  /** The hourly look at the pool. */
  check: 'src/deployment/attachment-check.ts',
  /** The lab's page, for browsers. */
  page: 'src/lab/page/main.tsx',
  /** The command line, for a package; in a checkout the sources run. */
  cli: 'src/cli/main.ts',
  /** The yardstick of `npm run bench`, built with the same settings. */
  bare: 'bench/bare-handler.ts',
} as const;

/** A bundle that this script makes. */
export type BundleName = keyof typeof BUNDLES;

/** CommonJS packages inside an ESM bundle call `require`, which ESM does not have. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** A Lambda function: everything inside. */
const FUNCTION: BuildOptions = {
  entryNames: 'handler',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // SAM's own default, main before module, nearly doubles the bundle and its import time
  mainFields: ['module', 'main'],
  minify: true,
  banner: { js: REQUIRE },
};

const SETTINGS: Readonly<Record<BundleName, BuildOptions>> = {
  trigger: FUNCTION,
  deployment: FUNCTION,
  check: FUNCTION,
  bare: FUNCTION,
  page: { entryNames: 'page', platform: 'browser', target: 'es2023', format: 'esm', minify: true },
  // chunks stand beside the entry: its code looks for the package's folder two up from where it is
  cli: {
    entryNames: 'main',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
  },
};

/** What goes with a bundle as it is. */
const COMPANIONS: Readonly<Partial<Record<BundleName, readonly string[]>>> = {
  page: ['src/lab/page/index.html', 'src/lab/page/icon.svg'],
  cli: ['src/lab/trigger/trigger-process.mjs'],
};

/** Bundles one entry point into a folder, emptied first. The list of what is inside goes to `lists` and is returned. */
export async function bundle(name: BundleName, outdir: string, lists = DIST): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [BUNDLES[name]],
    outdir,
    bundle: true,
    legalComments: 'none',
    logLevel: 'warning',
    ...SETTINGS[name],
    metafile: true,
  });
  if (name === 'deployment') await copyPolicies(join(outdir, 'policies'));
  if (name === 'cli') await writeFile(join(outdir, PAGE_ASSETS_FILE), JSON.stringify(await buildPageAssets()));
  for (const file of COMPANIONS[name] ?? []) {
    await cp(join(ROOT, file), join(outdir, basename(file)));
    metafile.inputs[file] = { bytes: 0, imports: [] };
  }
  await mkdir(lists, { recursive: true });
  await writeFile(join(lists, `${name}.meta.json`), JSON.stringify(metafile));
  return metafile;
}

/** The policies travel with the function that publishes them, and so does what they name; nothing else of their folder. */
async function copyPolicies(target: string): Promise<void> {
  const files = packagedFiles(join(ROOT, 'policies'));
  if (!files.ok) throw new Error(files.error);
  for (const { path, bytes } of files.value) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), bytes);
  }
}

/** Runs the check of every policy; its issues go to standard error, which is all of a make run that SAM repeats. */
function checkPolicies(): void {
  const { status, error } = spawnSync(process.execPath, [join(ROOT, 'scripts/check-policies.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function isBundleName(name: string): name is BundleName {
  return Object.hasOwn(BUNDLES, name);
}

async function main([name, outdir]: readonly string[]): Promise<void> {
  checkPolicies();
  if (name === undefined) {
    for (const each of ['trigger', 'deployment', 'check', 'page', 'cli'] as const) await bundle(each, join(DIST, each));
    return;
  }
  if (!isBundleName(name) || outdir === undefined || outdir === '') {
    process.stderr.write(
      `unknown bundle \`${name}\`: give \`trigger\`, \`deployment\`, \`check\`, \`page\` or \`cli\`, and a folder\n`,
    );
    process.exit(1);
  }
  await bundle(name, resolve(outdir));
}

if (import.meta.main) await main(process.argv.slice(2));
