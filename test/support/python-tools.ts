/**
 * The Python programs that tests need, each in an environment of its own below .cache/ since they do not
 * agree on their dependencies. Pinned, made once, reused while the pin stays.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = resolve(import.meta.dirname, '../../.cache/python');

/** Programs by the package and version that bring them. */
const PINS = {
  aws: 'awscli==1.46.3',
  ministack: 'ministack[full]==1.5.33',
  /** Python with a library of JSON Web Tokens. */
  pyjwt: 'PyJWT[crypto]==2.15.1',
  /** Likewise: the clients that pages' servers use. */
  pycognito: 'pycognito==2024.5.1 boto3==1.44.8',
  moto_server: 'moto[server,cognitoidp]==5.2.5',
  sam: 'aws-sam-cli==1.170.0',
} as const;

/** Those that bring no program: Python itself is the program then. */
const LIBRARIES: readonly string[] = ['pyjwt', 'pycognito'];

/** The path of a program, installed first if it is not there yet. */
export function pythonTool(name: keyof typeof PINS): string {
  const home = join(CACHE, name);
  const stamp = join(home, 'installed');
  const program = join(home, 'bin', LIBRARIES.includes(name) ? 'python' : name);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === PINS[name]) return program;
  rmSync(home, { recursive: true, force: true });
  process.stderr.write(`installing ${PINS[name]} into ${home}\n`);
  run('python3', ['-m', 'venv', home]);
  run(join(home, 'bin/pip'), [
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    ...PINS[name].split(' '),
  ]);
  writeFileSync(stamp, PINS[name]);
  return program;
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`\`${program} ${args.join(' ')}\` ended with ${status}`);
}
