/**
 * Policy files on disk, for the build and the command line. Guards what the parser cannot see: the real path of a list
 * file, symbolic links followed, must stay in the policy's folder. Never throws; reads nothing larger than a policy may be.
 */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fail, ok, type Result } from '../core/result.ts';
import { errorAt, type Issue, startOf } from '../policy/file/issue.ts';
import type { ReadList } from '../policy/file/list-files.ts';
import { type ExaminedPolicy, examinePolicy, type ParsedPolicy, parsePolicy } from '../policy/file/parse.ts';
import { MAX_FILE_BYTES } from '../policy/file/text.ts';
import { fileTrouble, IS_FOLDER } from './file-trouble.ts';

/** Hears of each file beside the policy that was read for it, by its path from the policy's folder. */
export type Opened = (relativePath: string) => void;

/** Reads and parses a policy file. */
export function readPolicyFile(file: string, opened: Opened = () => undefined): Result<ParsedPolicy, readonly Issue[]> {
  const text = textOf(file);
  return text.ok ? parsePolicy({ file, text: text.value }, listReader(dirname(file), opened)) : text;
}

/** Reads a policy file for a check, which warns of what is right in it beside what is wrong. */
export function examinePolicyFile(file: string): ExaminedPolicy {
  const text = textOf(file);
  if (!text.ok) return { policy: text, lintable: null };
  return examinePolicy({ file, text: text.value }, listReader(dirname(file)));
}

function textOf(file: string): Result<Uint8Array, readonly Issue[]> {
  const bytes = readBytes(file);
  if (bytes.ok) return bytes;
  return fail([errorAt(startOf(file), 'file-unreadable', `\`${file}\` cannot be read: ${bytes.error}`)]);
}

/** A reader of list files below a policy's folder. */
export function listReader(folder: string, opened: Opened = () => undefined): ReadList {
  return (relativePath) => {
    const path = join(folder, relativePath);
    const outside = leavesFolder(folder, path);
    if (outside !== null) return fail(outside);
    const bytes = readBytes(path);
    if (bytes.ok) opened(relativePath);
    return bytes;
  };
}

/** Why a path may not be read for a policy of a folder, links followed; null where it may. */
export function leavesFolder(folder: string, path: string): string | null {
  try {
    const way = relative(realpathSync(folder), realpathSync(path));
    const inside = way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
    return inside ? null : "it leads out of the policy's folder";
  } catch (error) {
    return fileTrouble(error);
  }
}

/** Reads a regular file of a bounded size; a pipe or device would never end. The error is why not. */
export function readBytes(path: string, most: number = MAX_FILE_BYTES): Result<Uint8Array, string> {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return fail(stats.isDirectory() ? IS_FOLDER : 'it is not a regular file');
    if (stats.size > most) return fail(`it has ${stats.size} bytes; ${most} at most are allowed`);
    return ok(readFileSync(path));
  } catch (error) {
    return fail(fileTrouble(error));
  }
}
