/**
 * What of a folder of policies travels in a package: the policies, and the files that they name, with the content that a
 * link leads to. A link out of the folder, or one that no policy names, is refused: nobody would see what it takes along.
 */
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';
import { fail, ok, type Result } from '../core/result.ts';
import { leavesFolder, readPolicyFile } from './policy-files.ts';

/** One file by its path from the folder. */
type PackagedFile = { readonly path: string; readonly bytes: Uint8Array };

/** The files of every policy in the folder, or why they may not travel. */
export function packagedFiles(folder: string): Result<readonly PackagedFile[], string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const policies = entries.map((entry) => pathOf(folder, entry)).filter(isPolicy);
  const paths = [...new Set(policies.flatMap((name) => [name, ...namedBy(join(folder, name))]))].toSorted();
  const links = entries.filter((entry) => entry.isSymbolicLink()).map((entry) => pathOf(folder, entry));
  const stray = links.find((link) => !paths.some((path) => path === link || path.startsWith(link + sep)));
  if (stray !== undefined)
    return fail(`\`${join(folder, stray)}\` is a link that no policy names: remove it, or name it in a policy`);
  for (const path of paths) {
    const outside = leavesFolder(folder, join(folder, path));
    if (outside !== null) return fail(`\`${join(folder, path)}\` cannot be packaged: ${outside}`);
  }
  return ok(paths.map((path) => ({ path, bytes: readFileSync(join(folder, path)) })));
}

/** A policy stands in the folder itself; its cases stay at home. */
function isPolicy(path: string): boolean {
  return !path.includes(sep) && path.endsWith('.yaml') && !path.endsWith('.cases.yaml');
}

/** What a policy reads beside itself. Its errors are another's to report. */
function namedBy(file: string): readonly string[] {
  const named: string[] = [];
  readPolicyFile(file, (path) => named.push(normalize(path)));
  return named;
}

function pathOf(folder: string, { parentPath, name }: Dirent): string {
  return relative(folder, join(parentPath, name));
}
