/**
 * The tree is the architecture: which room may import which, read from esbuild's own account of the imports. Types are
 * erased, so `import type` crosses freely.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const PURE = ['core', 'identity', 'policy'];

/** Room to rooms it may reach at run time. A room that is missing here may reach nothing. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  identity: ['core', 'identity'],
  policy: [...PURE],
  guard: ['core', 'guard'],
  record: ['core', 'identity', 'policy', 'record'],
  aws: [...PURE, 'guard', 'record', 'aws'],
  lambda: [...PURE, 'guard', 'record', 'aws', 'lambda'],
  deployment: [...PURE, 'aws', 'deployment'],
  sim: ['core', 'identity', 'sim'],
  lab: [...PURE, 'guard', 'record', 'aws', 'deployment', 'sim', 'lab'],
  // `simulate` reads events with the trigger's own parser
  cli: [...PURE, 'guard', 'record', 'aws', 'lambda', 'deployment', 'sim', 'lab', 'cli'],
};

/** Packages that only one room may import. */
const AWS_ONLY = /^@aws-sdk\/|^@aws-lambda-powertools\/|^@smithy\//u;

type Import = { readonly from: string; readonly to: string; readonly external: boolean };

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file}`);

let imports: readonly Import[] = [];

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: sources,
    bundle: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'out',
    logLevel: 'silent',
  });
  imports = Object.entries(metafile.inputs).flatMap(([from, input]) =>
    input.imports.map(({ path, external }) => ({ from, to: path, external: external === true })),
  );
});

function room(file: string): string {
  return file.split('/')[1] ?? '';
}

describe('the rooms', () => {
  it('reach only the rooms that they may', () => {
    const wrong = imports.filter(({ from, to, external }) => !external && !ALLOWED[room(from)]?.includes(room(to)));

    expect(wrong).toEqual([]);
    expect(imports.length).toBeGreaterThan(50);
  });

  it('import no package in the core', () => {
    expect(imports.filter(({ from, external }) => room(from) === 'core' && external)).toEqual([]);
  });

  it('keep the AWS SDK and Powertools in one room', () => {
    expect(imports.filter(({ from, to, external }) => external && AWS_ONLY.test(to) && room(from) !== 'aws')).toEqual(
      [],
    );
  });

  it('never import the whole of zod', () => {
    expect(imports.filter(({ to }) => to === 'zod')).toEqual([]);
  });

  it('read the environment and the clock in one file each', () => {
    const trigger = sources.filter((file) => /^src\/(core|identity|policy|guard|aws|record|lambda)\//u.test(file));
    const mentioning = (text: string) => trigger.filter((file) => readFileSync(file, 'utf8').includes(text));

    expect(mentioning('process.env')).toEqual(['src/lambda/env.ts']);
    expect(mentioning('Date.now(')).toEqual(['src/lambda/clock.ts']);
  });

  it('throw in one place', () => {
    const throwing = sources
      .filter((file) => /^src\/(core|identity|policy|guard|aws|record|lambda)\//u.test(file))
      .filter((file) => /\bthrow new\b/u.test(readFileSync(file, 'utf8')));

    expect(throwing.sort()).toEqual(['src/core/assert-never.ts', 'src/lambda/reply.ts']);
  });
});
