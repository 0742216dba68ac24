/**
 * Copies of a pool's settings, written before every change: for `detach`, which brings a former trigger back, and for
 * whoever must restore settings by hand. They hold settings, nothing of the pool's users. A copy says which command made
 * it, and once `detach` has read it, it counts no more.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { fail, ok, type Result } from '../../core/result.ts';
import type { TriggerChange } from '../../pool/attachment.ts';
import { mfaRequest, updateRequest } from '../../pool/pool-settings.ts';

const CopySchema = z.object({
  schema: z.literal(1),
  /** The command that was about to write. Only a copy of `attach` tells a former trigger. */
  madeBy: z.enum(['attach', 'detach']),
  userPoolId: z.string(),
  savedAt: z.string(),
  /** The function that was about to be set. */
  function: z.nullable(z.string()),
  /** The trigger before it. */
  former: z.nullable(z.string()),
});

/** What `detach` reads of a copy, and where it is. */
export type SavedCopy = z.infer<typeof CopySchema> & { readonly file: string };

const UNUSED = '.json';
const USED = '.used.json';

/** Where copies are kept unless the command says otherwise (XDG Base Directory Specification, state). */
export function copyFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local/state'), 'signup-guard/attach');
}

/** Saves the settings as they are, with the two requests that bring them back; gives the file's path. */
export function saveCopy(
  folder: string,
  madeBy: SavedCopy['madeBy'],
  { userPoolId, before, former, next }: TriggerChange,
  now: Date,
): Result<string, string> {
  const request = updateRequest(before.pool, former);
  const copy = {
    schema: 1,
    madeBy,
    userPoolId,
    savedAt: now.toISOString(),
    function: next,
    former,
    restore: { updateUserPool: request.ok ? request.value : null, setUserPoolMfaConfig: mfaRequest(before) },
    before,
  };
  const home = join(folder, userPoolId);
  const file = join(home, `${copy.savedAt.replaceAll(':', '-')}-${madeBy}-${process.pid}${UNUSED}`);
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(copy, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return ok(file);
  } catch (error) {
    return fail(`the pool's settings cannot be saved below \`${folder}\`, so nothing was changed: ${messageOf(error)}`);
  }
}

/** What was saved of a pool and has not had its say yet, oldest first. */
export function unusedCopies(folder: string, userPoolId: string): readonly SavedCopy[] {
  const home = join(folder, userPoolId);
  return filesIn(home)
    .flatMap((file) => readCopy(join(home, file)) ?? [])
    .filter((copy) => copy.userPoolId === userPoolId);
}

/** The guard's function by a copy: what attach was about to set, or what detach was about to take away. */
export function guardIn({ madeBy, function: next, former }: SavedCopy): string | null {
  return madeBy === 'attach' ? next : former;
}

/** Copies that were read, or that belong to a change that never came, count no more; the files stay under another name. */
export function retireCopies(files: readonly string[]): void {
  for (const file of files) {
    try {
      renameSync(file, `${file.slice(0, -UNUSED.length)}${USED}`);
    } catch {
      // somebody moved it already
    }
  }
}

/** File names begin with the time, so that their order is the copies' own. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(UNUSED) && !file.endsWith(USED))
      .sort();
  } catch {
    return [];
  }
}

function readCopy(file: string): SavedCopy | null {
  try {
    const result = CopySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return result.success ? { ...result.data, file } : null;
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
