/**
 * The folder of this project or package: the nearest one above that holds a `package.json`. A source file and a chunk of
 * the built command line lie at different depths, so nobody counts folders. Must not read anything but that.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function rootAbove(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, 'package.json')) ? folder : rootAbove(parent);
}

/** Absolute path of the folder that holds `policies` and `dist`. */
export const PACKAGE_ROOT = rootAbove(import.meta.dirname);
