/**
 * The names of a pool's users, from the pool or from an export of it. A bounded number of calls: ListUsers' quota is the
 * trigger's first.
 */

import { sentenceOf } from '../../aws/operator/sentence.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { isFileTrouble, unreadableFile } from '../../files/file-trouble.ts';
import { exportedUsers } from '../audit/export-file.ts';

/** Where users come from. */
type UserSource = { readonly users?: string; readonly userPoolId?: string };

/** What is to be said of what was read. */
export type UserNames = { readonly notes: readonly string[] };

/** Of the thirty calls a second that an account has (F3.11). */
const CALLS_A_SECOND = 5;
const MOST_CALLS = 1000;

/** Gives every name; the error is a sentence. */
export async function userNames(
  { users, userPoolId }: UserSource,
  take: (name: string) => void,
): Promise<Result<UserNames, string>> {
  if (users !== undefined) return fromExport(users, take);
  if (userPoolId !== undefined) return fromPool(userPoolId, take);
  return fail('`--names` needs the users: an export with `--users FILE`, or the pool with `--user-pool-id ID`');
}

async function fromExport(file: string, take: (name: string) => void): Promise<Result<UserNames, string>> {
  let count = 0;
  try {
    for await (const { users } of exportedUsers(file)) {
      for (const { name } of users) take(name);
      count += users.length;
    }
  } catch (error) {
    return fail(
      isFileTrouble(error)
        ? unreadableFile(file, error)
        : `\`${file}\` could not be read to its end: ${sentenceOf(error)}`,
    );
  }
  return count === 0 ? fail(`no user in \`${file}\``) : ok({ notes: [] });
}

async function fromPool(userPoolId: string, take: (name: string) => void): Promise<Result<UserNames, string>> {
  const { userPages } = await import('../../aws/operator/pool/user-pages.ts');
  let calls = 0;
  try {
    for await (const { users, next } of userPages(userPoolId, null, CALLS_A_SECOND)) {
      for (const { Username } of users) if (Username !== undefined) take(Username);
      calls += 1;
      if (calls === MOST_CALLS && next !== null) return ok({ notes: [beyond(userPoolId)] });
    }
  } catch (error) {
    return fail(`the users of \`${userPoolId}\` could not be read: ${sentenceOf(error)}`);
  }
  return ok({ notes: [] });
}

function beyond(userPoolId: string): string {
  return `\`${userPoolId}\` has more users than ${MOST_CALLS} calls give: others keep their hashes, an export with \`--users\` names all`;
}
