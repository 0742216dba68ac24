/**
 * Starts a program under Node 24: the sources in a checkout, the built file in a package. On an older Node it starts again
 * with the `node` package, where one is installed, and says in one line what is needed where none is. Plain JavaScript that
 * any Node since 18 can read.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileCacheFolder } from './compile-cache.mjs';

const NEEDED = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs what a program's source, or its built file, exports under a name, and ends with the code it gives; `self` is the file that was called. */
export async function launch(self, program) {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) return start(program);
  const binary = packagedNode();
  if (binary !== null) return startAgain(binary, fileURLToPath(self));
  complain(
    `signup-guard needs Node ${NEEDED} or later, and this is ${process.versions.node}: install it, or put one beside ` +
      `signup-guard with \`npm install --save-dev node@${NEEDED}\``,
  );
}

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

/** Runs the very file with another Node and ends as it ends. */
function startAgain(binary, self) {
  const child = spawn(binary, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => complain(`cannot start Node: ${error.message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** Where the program is: Node refuses to strip types below `node_modules`, so a package runs the built file. */
function entryPoint(program) {
  const inPackage = root.split(/[\\/]/u).includes('node_modules');
  const source = join(root, program.source);
  const built = join(root, program.built);
  if (!inPackage && existsSync(source)) return source;
  return existsSync(built) ? built : null;
}

function complain(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

async function start(program) {
  // a second run need not strip and compile the sources again; an older Node has no such cache
  const cache = compileCacheFolder();
  if (cache !== null) nodeModule.enableCompileCache?.(cache);
  const entry = entryPoint(program);
  if (entry === null) return complain(`\`${program.built}\` is missing: run \`npm run build\``);
  const { [program.exported]: main } = await import(pathToFileURL(entry).href);
  process.exitCode = await main(process.argv.slice(2));
}
