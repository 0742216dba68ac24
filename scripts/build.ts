/**
 * Builds what is deployed: `sam build` (through sam/Makefile), the demo, the lab and the tests all use these bundles.
 * Checks the policies first, so that one with an error never gets as far as a deployment. Must not depend on where it
 * is called from.
 *
 * `node scripts/build.ts` builds everything into dist/; `node scripts/build.ts trigger DIR` builds one bundle into DIR.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { buildPageAssets, PAGE_ASSETS_FILE } from '../src/cli/log/page-assets.ts';
import { copyPolicies } from '../src/files/built-functions.ts';
import { staticAsOne } from './static-as-one.ts';
import { thirdPartyLicenses } from './third-party.ts';

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
  /** The construct for CDK apps. */
  cdk: 'src/cdk/index.ts',
  /** The yardstick of `npm run bench`, split as esbuild does it by itself. */
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
  // everything inside, so that the package depends on none (docs/decisions/0014); chunks stand beside the entries, whose code
  // looks for the package's folder above where it is
  cli: {
    entryPoints: ['src/cli/main.ts', 'src/cli/init/build-function.ts'],
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    // the page of a report is built in a checkout alone
    external: ['esbuild'],
    banner: { js: REQUIRE },
  },
  // CommonJS, which apps of either kind load; `aws-cdk-lib` is the app's
  cdk: {
    entryNames: 'index',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    external: ['aws-cdk-lib', 'constructs'],
    define: { 'import.meta.dirname': '__dirname' },
  },
};

/** What the package brings of them. */
const PACKAGED = ['trigger', 'deployment', 'check', 'page', 'cli', 'cdk'] as const;

/** What the page of a report holds, which is no bundle of its own. */
const INSIDE_REPORTS = ['node_modules/uplot/dist/uPlot.esm.js'] as const;

/** For who reads decision records by their schema. */
const SCHEMA = 'src/record/decision-record.schema.json';

/** What goes with a bundle as it is. */
const COMPANIONS: Readonly<Partial<Record<BundleName, readonly string[]>>> = {
  page: ['src/lab/page/index.html', 'src/lab/page/icon.svg'],
  cli: ['src/lab/trigger/trigger-process.mjs'],
};

/** Bundles one entry point into a folder, emptied first. The list of what is inside goes to `lists` and is returned. */
export async function bundle(name: BundleName, outdir: string, lists = DIST): Promise<Metafile> {
  await rm(outdir, { recursive: true, force: true });
  const options: BuildOptions = {
    absWorkingDir: ROOT,
    entryPoints: [BUNDLES[name]],
    outdir,
    bundle: true,
    legalComments: 'none',
    logLevel: 'warning',
    ...SETTINGS[name],
  };
  const plugins = name === 'trigger' ? [await staticAsOne(options, ROOT, BUNDLES.trigger)] : [];
  const { metafile } = await build({ ...options, plugins, metafile: true });
  if (name === 'deployment') {
    const copied = copyPolicies(join(ROOT, 'policies'), join(outdir, 'policies'));
    if (!copied.ok) throw new Error(copied.error);
  }
  if (name === 'cdk') await writeTypes(outdir);
  if (name === 'cli') await writeFile(join(outdir, PAGE_ASSETS_FILE), JSON.stringify(await buildPageAssets()));
  for (const file of COMPANIONS[name] ?? []) {
    await cp(join(ROOT, file), join(outdir, basename(file)));
    metafile.inputs[file] = { bytes: 0, imports: [] };
  }
  await mkdir(lists, { recursive: true });
  await writeFile(join(lists, `${name}.meta.json`), JSON.stringify(metafile));
  return metafile;
}

/** Of one file alone, whatever it imports. */
const DECLARATIONS = [
  ...['--ignoreConfig', '--noResolve', '--noCheck', '--isolatedDeclarations', '--declaration', '--emitDeclarationOnly'],
  ...['--target', 'es2024', '--module', 'nodenext', '--types', 'node', '--allowImportingTsExtensions'],
];

/** The construct's types, told from its source alone: `aws-cdk-lib` is not installed here (src/cdk/tsconfig.json). */
async function writeTypes(outdir: string): Promise<void> {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status, error } = spawnSync(
    process.execPath,
    [tsc, join(ROOT, BUNDLES.cdk), ...DECLARATIONS, '--outDir', outdir],
    { cwd: ROOT, stdio: ['ignore', 2, 2] },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the types of the construct cannot be written: \`tsc\` ended with ${status}`);
  await rename(join(outdir, 'index.d.ts'), join(outdir, 'index.d.cts'));
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

/** Everything that the package brings built. */
async function buildPackage(): Promise<void> {
  const inputs: string[] = [...INSIDE_REPORTS];
  for (const name of PACKAGED) inputs.push(...Object.keys((await bundle(name, join(DIST, name))).inputs));
  await writeFile(join(DIST, 'third-party-licenses.txt'), thirdPartyLicenses(ROOT, inputs));
  await cp(join(ROOT, SCHEMA), join(DIST, basename(SCHEMA)));
}

function isBundleName(name: string): name is BundleName {
  return Object.hasOwn(BUNDLES, name);
}

async function main([name, outdir]: readonly string[]): Promise<void> {
  checkPolicies();
  if (name === undefined) {
    await buildPackage();
    return;
  }
  if (!isBundleName(name) || outdir === undefined || outdir === '') {
    process.stderr.write(`unknown bundle \`${name}\`: give one of ${PACKAGED.join(', ')}, and a folder\n`);
    process.exit(1);
  }
  await bundle(name, resolve(outdir));
}

if (import.meta.main) await main(process.argv.slice(2));
