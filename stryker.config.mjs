/**
 * Mutation tests of the pure rooms, of what stands in the path of a grant, and of the pool model that proofs are made in.
 * Every mutant dies, or its line says why it cannot. Stryker 10 calls an API that TypeScript 7 no longer has unless
 * `tsconfigFile` names a file that does not exist.
 */
export default {
  mutate: [
    'src/core/**/*.ts',
    'src/identity/**/*.ts',
    'src/policy/**/*.ts',
    'src/guard/**/*.ts',
    'src/lambda/{event,reply,trigger}.ts',
    'src/record/write.ts',
    'src/aws/failure.ts',
    'src/aws/trigger/{claim-found,claim-key,claim-put,claim-table,directory,holder,throttle-breaker}.ts',
    'src/sim/**/*.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  tsconfigFile: 'no-tsconfig.json',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  reporters: ['clear-text', 'progress', 'json'],
  jsonReporter: { fileName: '.cache/stryker/mutation.json' },
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: true },
  // what other suites leave behind is neither needed nor copyable: Python's environments hold links to folders
  ignorePatterns: ['.cache', '.aws-sam', 'dist', 'reports'],
  tempDirName: '.cache/stryker/tmp',
  thresholds: { high: 100, low: 100, break: 100 },
};
