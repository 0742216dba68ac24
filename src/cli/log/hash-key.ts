/**
 * The key of the pseudonyms on the command line: given, in a variable, or read from the environment's parameter. Must
 * never print it.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import { accountBehind } from '../aws-settings.ts';
import { readSecret } from '../secret.ts';

/** The variable that may hold the key. */
const HASH_KEY_VARIABLE = 'SIGNUP_GUARD_HASH_KEY';

type Options = { readonly hashKey?: string; readonly environment?: string };

/** The key if it is at hand, null if nothing says where it is. */
export async function hashKeyIfGiven({ hashKey, environment }: Options): Promise<Result<string | null, string>> {
  if (hashKey !== undefined || process.env[HASH_KEY_VARIABLE] !== undefined) {
    return readSecret({ option: '--hash-key', given: hashKey, variable: HASH_KEY_VARIABLE });
  }
  if (environment === undefined) return ok(null);
  const { readHashKey } = await import('../../aws/operator/policy/hash-key-parameter.ts');
  return readHashKey(environment, accountBehind(environment));
}

/** The key, or how to bring it. */
export async function requiredHashKey(options: Options): Promise<Result<string, string>> {
  const key = await hashKeyIfGiven(options);
  if (!key.ok) return key;
  if (key.value !== null) return ok(key.value);
  return fail(
    `the key of the hashes is missing: name \`--environment\`, or give \`--hash-key\` or \`${HASH_KEY_VARIABLE}\``,
  );
}
