#!/usr/bin/env node
/**
 * Starts the command line under Node 24: the sources in a checkout, the built file in a package. On an older Node it
 * starts itself again with the one that `npm ci` brings. Plain JavaScript that any Node since 18 can read.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileCacheFolder } from './compile-cache.mjs';

const NEEDED = 24;
const self = fileURLToPath(import.meta.url);
const root = dirname(dirname(self));

/** The Node of the `node` package, or null. */
function packagedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** Runs this very file with another Node and ends as it ends. */
function startAgain(binary) {
  const child = spawn(binary, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => complain(`cannot start Node: ${error.message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** Where the command line is: Node refuses to strip types below `node_modules`, so a package runs the built file. */
function entryPoint() {
  const inPackage = root.split(/[\\/]/u).includes('node_modules');
  const source = join(root, 'src/cli/main.ts');
  const built = join(root, 'dist/cli/main.mjs');
  if (!inPackage && existsSync(source)) return source;
  return existsSync(built) ? built : null;
}

function complain(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

async function start() {
  // a second run need not strip and compile the sources again; an older Node has no such cache
  const cache = compileCacheFolder();
  if (cache !== null) nodeModule.enableCompileCache?.(cache);
  const entry = entryPoint();
  if (entry === null) return complain('the command line is not built: run `npm run build`');
  const { main } = await import(pathToFileURL(entry).href);
  process.exitCode = await main(process.argv.slice(2));
}

if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  await start();
} else {
  const binary = packagedNode();
  if (binary === null) complain(`signup-guard needs Node ${NEEDED} or later, this is ${process.versions.node}`);
  else startAgain(binary);
}
