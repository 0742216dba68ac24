/**
 * Every suite is a project of this one file, its servers and programs a `globalSetup` that runs only with it. `npm test` is
 * `values` and `parts`, which need npm alone; each of the others has a script: `npm run test:deploy` and so on. Mutation
 * tests choose their files in `vitest.mutation.config.ts`.
 */
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

type Settings = TestProjectInlineConfiguration['test'];

/** Folders whose tests touch nothing but values: they need nothing built. */
const PURE = ['core', 'identity', 'policy', 'record', 'sim', 'histories', 'interleavings', 'reference'];

/** What the tests of a folder find started, and given to their processes as environment variables. */
const started = (name: string) => ({
  globalSetup: [`test/support/setup/${name}.ts`],
  setupFiles: ['test/support/setup/environment.ts'],
});

/** In CI a draw can be repeated. */
const DRAWN = { setupFiles: ['test/support/setup/seed.ts'] };

const BUILT = { globalSetup: ['test/support/setup/build-once.ts'] };

/** One server and two cores: side by side the files would only wait for each other. */
const ONE_BY_ONE = { fileParallelism: false };

/** A process a file, which loads the SDK and the commands anew, was a third of all the time. A test puts back what it changes. */
const SHARED = { isolate: false };

const patience = (ms: number) => ({ testTimeout: ms, hookTimeout: ms });

/** The suites that `npm test` leaves out, by the folder of `test` that is theirs. */
const SEPARATE: Readonly<Record<string, Settings>> = {
  attach: { ...started('attach'), ...patience(60_000) },
  cdk: { ...started('cdk'), ...ONE_BY_ONE, ...patience(180_000) },
  browser: { ...BUILT, ...ONE_BY_ONE, ...patience(60_000) },
  contract: { ...started('contract'), ...ONE_BY_ONE, ...patience(60_000) },
  deploy: { ...started('deploy'), ...ONE_BY_ONE, ...patience(180_000) },
  // the cells of the fault table mostly wait, so many run at once
  faults: { ...BUILT, ...patience(60_000), maxConcurrency: 6 },
  fuzz: patience(120_000),
  package: { ...started('package'), ...ONE_BY_ONE, ...patience(180_000) },
  stacks: patience(300_000),
  // one hook is the whole run of the product
  verify: { ...started('verify'), ...ONE_BY_ONE, ...patience(1_200_000) },
  long: {
    ...BUILT,
    ...ONE_BY_ONE,
    ...patience(3_600_000),
    execArgv: ['--max-old-space-size=6144'],
    env: { TEST_MASS: '10' },
  },
};

/** Of these `npm test` tries a sample, and `npm run test:long` the mass (`test/support/mass.ts`). */
const SAMPLED: Readonly<Record<string, readonly string[]>> = {
  long: [
    'test/cli/operate/*-table.test.ts',
    'test/core/laws.property.test.ts',
    'test/core/{companion,limits}/laws.property.test.ts',
    'test/core/possible.property.test.ts',
    'test/guard/attestation/*.property.test.ts',
    'test/histories/histories.test.ts',
    'test/identity/email.property.test.ts',
    'test/interleavings/interleavings.test.ts',
    'test/policy/diff/diff.property.test.ts',
    'test/policy/file/parse.property.test.ts',
    'test/pool/pool-settings.property.test.ts',
    'test/cli/simulate-agrees.property.test.ts',
    'test/lab/cognito/rubbish.property.test.ts',
    'test/lambda/{limits,shadow}.test.ts',
    'test/review/replay/replay.property.test.ts',
  ],
};

const files = (folder: string) => `test/${folder}/**/*.test.ts`;

const project = (name: string, test: Settings): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, ...test },
});

export default defineConfig({
  test: {
    // of a test that hangs, not of one on a busy machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // many a test waits, for a process or a time limit: half as many again as there are processors keep them busy
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      project('values', { ...DRAWN, ...SHARED, include: PURE.map(files) }),
      project('parts', {
        ...BUILT,
        ...DRAWN,
        ...SHARED,
        include: ['test/**/*.test.ts'],
        exclude: [...Object.keys(SEPARATE), ...PURE].map(files),
      }),
      ...Object.entries(SEPARATE).map(([name, test]) =>
        project(name, { ...test, include: [files(name), ...(SAMPLED[name] ?? [])] }),
      ),
    ],
  },
});
