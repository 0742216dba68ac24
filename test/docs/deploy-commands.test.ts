/** The deployments that README and docs show: a list of overrides on the command line replaces samconfig's whole list. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);
const samconfig = readFileSync(join(ROOT, 'samconfig.toml'), 'utf8');

type Shown = { readonly page: string; readonly environment: string; readonly overrides: readonly string[] };

/** Every `sam deploy` of the pages, its lines joined. */
const shown: readonly Shown[] = PAGES.flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/\\\n\s*/gu, ' ');
  return [...text.matchAll(/sam deploy --config-env ([a-z0-9-]+)(?: --parameter-overrides ([^`\n]+))?/gu)].map(
    ([, environment = '', overrides = '']) => ({ page, environment, overrides: overrides.split(' ').filter(Boolean) }),
  );
});

function configured(environment: string): readonly string[] {
  const section = samconfig.split(`[${environment}.deploy.parameters]`)[1]?.split('\n[')[0] ?? '';
  const [, list = ''] = /parameter_overrides = \[([^\]]*)\]/u.exec(section) ?? [];
  return [...list.matchAll(/"([^"]+)"/gu)].map(([, override = '']) => override);
}

it('the page on deployments says every override of samconfig again where it says any', () => {
  const partial = shown
    .filter(({ overrides }) => overrides.length > 0)
    .flatMap(({ page, environment, overrides }) =>
      configured(environment)
        .filter((override) => !overrides.includes(override))
        .map((override) => `${page}: ${environment} without ${override}`),
    );

  expect(partial).toEqual([]);
  expect(shown.filter(({ overrides }) => overrides.length > 0).length).toBeGreaterThan(1);
});

it('the page on deployments never puts an existing pool into a stack that creates one', () => {
  const creating = shown.filter(({ overrides }) => overrides.length === 0).map(({ environment }) => environment);
  const attaching = shown.filter(({ overrides }) => overrides.some((override) => override.startsWith('UserPoolId=')));

  expect(attaching.filter(({ environment }) => creating.includes(environment))).toEqual([]);
  expect(attaching.length).toBeGreaterThan(1);
});
