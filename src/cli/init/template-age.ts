/**
 * Whether the template beside policies is of an older version than the package that checks them: the functions that `sam build`
 * copies would then run under settings and permissions of their past.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { type Issue, startOf, warningAt } from '../../policy/file/issue.ts';
import { isOlder } from '../version.ts';
import { stampOf } from './stamp.ts';

/** One warning a folder whose template is older; `lines` gives those of a file, or null. */
export function olderTemplates(
  policies: readonly string[],
  lines: (file: string) => readonly string[] | null,
  version: string,
): readonly Issue[] {
  const folders = policies.map((file) => dirname(file)).filter((folder) => basename(resolve(folder)) === 'policies');
  return [...new Set(folders)].flatMap((folder) => {
    const file = join(folder, '..', 'template.yaml');
    const stamp = stampOf(`${lines(file)?.[0] ?? ''}\n`);
    if (stamp === null || !isOlder(stamp.version, version)) return [];
    const message = `the template is of version ${stamp.version} and the package of ${version}: \`signup-guard init --update\` renews it`;
    return [warningAt(startOf(file), 'template-older', message)];
  });
}
