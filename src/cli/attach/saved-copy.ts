/**
 * Copies of a pool's settings, written before every change: for `detach`, which brings a former trigger back, and for
 * whoever must restore settings by hand. They hold settings, nothing of the pool's users.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { TriggerChange } from '../../pool/attachment.ts';
import { mfaRequest, updateRequest } from '../../pool/pool-settings.ts';

const CopySchema = z.object({
  schema: z.literal(1),
  userPoolId: z.string(),
  savedAt: z.string(),
  /** The function that was about to be set. */
  function: z.nullable(z.string()),
  /** The trigger before it. */
  former: z.nullable(z.string()),
});

/** What `detach` reads of a copy. */
export type SavedCopy = z.infer<typeof CopySchema>;

/** Where copies are kept unless the command says otherwise (XDG Base Directory Specification, state). */
export function copyFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_STATE_HOME'] || join(homedir(), '.local/state'), 'signup-guard/attach');
}

/** Saves the settings as they are, with the two requests that bring them back; gives the file's path. */
export function saveCopy(folder: string, { userPoolId, before, former, next }: TriggerChange, now: Date): string {
  const request = updateRequest(before.pool, former);
  const copy = {
    schema: 1,
    userPoolId,
    savedAt: now.toISOString(),
    function: next,
    former,
    restore: { updateUserPool: request.ok ? request.value : null, setUserPoolMfaConfig: mfaRequest(before) },
    before,
  };
  const home = join(folder, userPoolId);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, `${copy.savedAt.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify(copy, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

/** The latest copy that was made when this function was set, or null. */
export function findCopy(folder: string, userPoolId: string, functionArn: string): SavedCopy | null {
  const home = join(folder, userPoolId);
  const copies = filesIn(home).flatMap((file) => readCopy(join(home, file)) ?? []);
  return copies.findLast((copy) => copy.userPoolId === userPoolId && copy.function === functionArn) ?? null;
}

/** File names begin with the time, so that their order is the copies' own. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

function readCopy(file: string): SavedCopy | null {
  try {
    const result = CopySchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
