/**
 * What `init` would do with each file of a folder: write it, renew it, leave it, or refuse because somebody's work would be
 * lost or is in the way. Decides before anything is written; reads through what it is handed.
 */
import { isOlder } from '../version.ts';
import { stampOf } from './stamp.ts';
import { STAMPED, type StarterFile } from './starter-files.ts';

/** What becomes of a file. */
export type StarterStep = StarterFile & { readonly then: 'write' | 'renew' | 'leave' };

/** What was asked for. `replace`: a changed file of the package's may go. */
type Wish = { readonly update: boolean; readonly replace: boolean; readonly version: string };

/** The steps, and why nothing may be written; `read` gives a file's text, or null where there is none. */
export function planStarter(
  files: readonly StarterFile[],
  read: (path: string) => string | null,
  wish: Wish,
): { readonly steps: readonly StarterStep[]; readonly refusals: readonly string[] } {
  const planned = files.map((file) => planFile(file, read(file.path), wish));
  return {
    steps: planned.flatMap((one) => (typeof one === 'string' ? [] : [one])),
    refusals: planned.filter((one) => typeof one === 'string'),
  };
}

function planFile(file: StarterFile, present: string | null, wish: Wish): StarterStep | string {
  if (present === null) return { ...file, then: wish.update && !file.renewed ? 'leave' : 'write' };
  if (wish.update) return planRenewal(file, present, wish);
  const isAnothers = STAMPED.includes(file.path) && stampOf(present) === null;
  return isAnothers
    ? `\`${file.path}\` is another project's: name a folder of its own, as \`signup-guard init sign-ups\``
    : { ...file, then: 'leave' };
}

function planRenewal(file: StarterFile, present: string, { replace, version }: Wish): StarterStep | string {
  if (!file.renewed || present === file.text) return { ...file, then: 'leave' };
  if (replace || !STAMPED.includes(file.path)) return { ...file, then: 'renew' };
  const stamp = stampOf(present);
  if (stamp === null)
    return `\`${file.path}\` was not written by \`init\`: \`--replace\` puts the package's in its place`;
  if (isOlder(version, stamp.version))
    return `\`${file.path}\` is of version ${stamp.version}, and this package is ${version}: install that one, or say \`--replace\``;
  if (!stamp.intact)
    return `\`${file.path}\` was changed since \`init\` wrote it: \`--replace\` gives the changes up; keep them elsewhere first`;
  return { ...file, then: 'renew' };
}
