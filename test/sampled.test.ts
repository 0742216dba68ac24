/** What `npm test` tries a sample of is tried whole somewhere: every file that asks how much of itself to try. */
import { globSync, readFileSync } from 'node:fs';
import { matchesGlob, resolve } from 'node:path';
import { expect, it } from 'vitest';
import config from '../vitest.config.ts';

const ROOT = resolve(import.meta.dirname, '..');

const MASS = /from '(?:\.\.\/)+support\/mass\.ts'|from '\.\/cells\.ts'/u;

it('the configuration names every file that samples among those of `npm run test:long`', () => {
  const long = (config.test?.projects ?? []).flatMap((project) =>
    typeof project === 'object' && 'test' in project && project.test?.name === 'long'
      ? (project.test.include ?? [])
      : [],
  );
  const sampling = globSync('test/**/*.test.ts', { cwd: ROOT }).filter((file) =>
    MASS.test(readFileSync(resolve(ROOT, file), 'utf8')),
  );

  expect(sampling.length).toBeGreaterThan(10);
  // those of an account are asked for the whole by its own variable
  expect(
    sampling.filter((file) => !file.startsWith('test/verify/') && !long.some((glob) => matchesGlob(file, glob))),
  ).toEqual([]);
});
