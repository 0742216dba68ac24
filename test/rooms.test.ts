/**
 * The tree is the architecture: which room may import which, types included, read from the import statements of every
 * file. A permission that nobody uses is an error too, so that the table tells what is.
 */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeBelow, exportsOf, type Import, importsOf, otherImports } from './support/modules.ts';

const TRIGGERS_PATH = ['core', 'identity', 'policy', 'guard', 'record', 'lambda', 'aws', 'aws/trigger'];

/** Rooms beside the trigger's path that are handed environment and time as well. */
const OTHERS_WITHOUT = ['pool', 'sim', 'files', 'review', 'attester', 'account', 'aws/operator'];

/** Rooms to the rooms that they reach, their own aside. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  identity: ['core'],
  policy: ['core', 'identity'],
  attester: ['core', 'policy'],
  pool: ['core'],
  sim: ['core'],
  guard: ['core', 'identity'],
  record: ['core', 'identity', 'guard'],
  files: ['core', 'identity', 'policy'],
  review: ['core', 'identity', 'policy', 'record', 'files'],
  aws: ['core'],
  'aws/trigger': ['core', 'identity', 'policy', 'guard', 'record', 'aws'],
  account: ['core', 'identity', 'pool'],
  'aws/operator': ['core', 'policy', 'pool', 'record', 'account', 'aws'],
  lambda: ['core', 'identity', 'guard', 'record', 'aws/trigger'],
  deployment: ['core', 'policy', 'pool', 'files', 'aws/operator'],
  lab: ['core', 'attester', 'identity', 'policy', 'record', 'files', 'sim', 'aws/operator'],
  cdk: ['files'],
  // `simulate` reads events with the trigger's own parser
  cli: [
    'core',
    'identity',
    'policy',
    'attester',
    'pool',
    'guard',
    'record',
    'review',
    'files',
    'lambda',
    'lab',
    'account',
    'aws/operator',
  ],
};

/** What the pure rooms may import of Node itself, and of packages. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  core: [],
  identity: [
    'disposable-email-domains-js',
    'libphonenumber-js/min',
    'libphonenumber-js/mobile/examples',
    'node:crypto',
    'node:url',
    'tldts',
    'validator/lib/isEmail.js',
  ],
  policy: [
    'libphonenumber-js/min',
    'node:crypto',
    'node:path',
    'node:url',
    'node:util',
    'node:zlib',
    'tldts',
    'unicode-confusables',
    'yaml',
    'zod/mini',
  ],
  pool: [],
  sim: [],
};

/** Packages that only one room may import. */
const AWS_ONLY = /^@aws-sdk\/|^@aws-lambda-powertools\/|^@smithy\//u;

/** The width of a folder at which it wants rooms of its own. */
const MOST_FILES = 22;

const sources = codeBelow(['src']);
const imports: readonly Import[] = sources.flatMap((file) => importsOf(file));

function room(file: string): string {
  const [, first = '', second = ''] = file.split('/');
  return first === 'aws' && second !== '' && !second.includes('.') ? `aws/${second}` : first;
}

const arrows = imports
  .filter(({ external, from, to }) => !external && room(from) !== room(to))
  .map(({ from, to }) => ({ from, to, arrow: `${room(from)} -> ${room(to)}` }));

/** The rooms that can be reached from one, itself only by a circle. */
function reachable(start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    for (const next of ALLOWED[name] ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(start);
  return seen;
}

function filesBelow(rooms: readonly string[]): readonly string[] {
  return sources.filter((file) => rooms.includes(room(file)));
}

function mentioning(files: readonly string[], text: RegExp): readonly string[] {
  return files.filter((file) => text.test(readFileSync(file, 'utf8'))).toSorted();
}

describe('the rooms', () => {
  it('reach only the rooms that they may, by types too', () => {
    const wrong = arrows.filter(({ from, to }) => !ALLOWED[room(from)]?.includes(room(to)));

    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
    expect(imports.length).toBeGreaterThan(1000);
  });

  it('reach nothing in a way that these tests do not read', () => {
    const other = sources.map((file) => ({ file, ways: otherImports(readFileSync(file, 'utf8')) }));

    expect(other.filter(({ ways }) => ways.length > 0)).toEqual([
      // the text of a function that it deploys
      { file: 'src/account/probe-function.ts', ways: ['require('] },
      // a bundle, named when the process starts
      { file: 'src/lab/trigger/trigger-process.mjs', ways: ['pathToFileURL(process.argv[2]'] },
    ]);
  });

  it('hold no permission that nobody uses', () => {
    const used = new Set(arrows.map(({ arrow }) => arrow));
    const granted = Object.entries(ALLOWED).flatMap(([from, rooms]) => rooms.map((to) => `${from} -> ${to}`));

    expect(granted.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  it('form no circle', () => {
    expect(Object.keys(ALLOWED).filter((name) => reachable(name).has(name))).toEqual([]);
  });

  it('are all in the table', () => {
    expect([...new Set(sources.map(room))].filter((name) => ALLOWED[name] === undefined)).toEqual([]);
  });

  it('import in the pure ones nothing of Node or packages but what is named', () => {
    const outside = imports.filter(({ from, external }) => external && PURE[room(from)] !== undefined);
    const found = [...new Set(outside.map(({ from, to }) => `${room(from)}: ${to}`))].toSorted();

    expect(found).toEqual(
      Object.entries(PURE)
        .flatMap(([name, specifiers]) => specifiers.map((specifier) => `${name}: ${specifier}`))
        .toSorted(),
    );
  });

  it('keep the AWS SDK and Powertools in one room', () => {
    const elsewhere = imports.filter(({ from, to }) => AWS_ONLY.test(to) && !from.startsWith('src/aws/'));

    expect(elsewhere).toEqual([]);
  });

  it('never import the whole of zod', () => {
    expect(imports.filter(({ to }) => to === 'zod')).toEqual([]);
  });

  it('name builtins with `node:`', () => {
    expect(imports.filter(({ to, external }) => external && isBuiltin(to) && !to.startsWith('node:'))).toEqual([]);
  });

  it('read the environment and the clock in one file each', () => {
    expect(mentioning(filesBelow(TRIGGERS_PATH), /process\.env/u)).toEqual(['src/lambda/env.ts']);
    expect(mentioning(filesBelow(TRIGGERS_PATH), /Date\.now\(/u)).toEqual(['src/lambda/clock.ts']);
    expect(mentioning(filesBelow(OTHERS_WITHOUT), /process\.env|Date\.now\(|new Date\(\)/u)).toEqual([]);
  });

  it('throw in one place', () => {
    expect(mentioning(filesBelow(TRIGGERS_PATH), /\bthrow new\b/u)).toEqual(['src/lambda/reply.ts']);
  });

  it(`hold no folder of more than ${MOST_FILES} files`, () => {
    const widths = Map.groupBy(sources, (file) => dirname(file));
    const wide = [...widths].filter(([, files]) => files.length > MOST_FILES);

    expect(wide.map(([folder, files]) => `${folder}: ${files.length}`)).toEqual([]);
  });

  it('export every name once', () => {
    const exported = sources.flatMap((file) => exportsOf(file).map((name) => ({ file, name })));
    const twice = [...Map.groupBy(exported, ({ name }) => name)]
      // one a command, and one a function
      .filter(([name, places]) => places.length > 1 && name !== 'define' && name !== 'handler')
      .map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`);

    expect(twice).toEqual([]);
    expect(exported.length).toBeGreaterThan(500);
  });
});
