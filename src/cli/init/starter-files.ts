/**
 * The files of a folder that `init` makes. Those of the package follow its version and `--update` renews them; everything
 * else is whoever's folder it is from the moment it was written. Reads the package, writes nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PACKAGE_ROOT } from '../../files/package-root.ts';
import { packageVersion } from '../version.ts';
import { stamped } from './stamp.ts';

/** One file by its path from the folder. `renewed`: it is the package's. */
export type StarterFile = { readonly path: string; readonly text: string; readonly renewed: boolean };

/** What `sam build` takes; another project's file of that name is in the way. */
export const STAMPED: readonly string[] = ['template.yaml', 'sam/Makefile'];

/** Every file, for a folder of that name. */
export function starterFiles(folder: string): readonly StarterFile[] {
  const version = packageVersion();
  const of = (...parts: readonly string[]) => readFileSync(join(PACKAGE_ROOT, ...parts), 'utf8');
  const policies = readdirSync(join(PACKAGE_ROOT, 'policies')).filter((name) => /\.(?:yaml|json)$/u.test(name));
  const renewed = (path: string, text: string): StarterFile => ({ path, text, renewed: true });
  const once = (path: string, text: string): StarterFile => ({ path, text, renewed: false });
  return [
    renewed('template.yaml', stamped(of('template.yaml'), version)),
    renewed('sam/Makefile', stamped(of('init/Makefile'), version)),
    ...policies.map((name) => (name.endsWith('.json') ? renewed : once)(`policies/${name}`, of('policies', name))),
    once('samconfig.toml', of('samconfig.toml')),
    once('.github/workflows/policies.yml', of('init/policies.yml')),
    once('.gitignore', of('init/gitignore')),
    once('README.md', of('init/README.md')),
    once('package.json', packageJson(folder, version)),
  ];
}

function packageJson(folder: string, version: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, '-')
    .replace(/^[._-]+/u, '');
  const content = {
    name: name || 'sign-ups',
    private: true,
    engines: { node: '>=24' },
    scripts: { check: 'signup-guard check', test: 'signup-guard test' },
    devDependencies: { 'cognito-signup-guard': version },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
