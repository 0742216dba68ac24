/**
 * From a pool as DescribeUserPool showed it, on the wire, to the UpdateUserPool request that changes its pre sign-up trigger
 * and nothing else: whatever a request leaves out, Cognito resets (F4.12). Pure; never guesses at a field it does not know.
 */
import { isObject, type RawObject } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { answerName, type Fields, type FieldTree, POOL_MODEL, READ_ONLY } from './pool-fields.ts';

/** A pool's settings: the pool of DescribeUserPool, and the answer of GetUserPoolMfaConfig. */
export type PoolReading = { readonly pool: RawObject; readonly mfa: RawObject };

/** The trigger that a pool calls at sign-up, or null. */
export function preSignUpOf(pool: RawObject): string | null {
  return settingAt(pool, 'LambdaConfig.PreSignUp');
}

/** The role that sends the pool's SMS, or null; writing the pool again hands it on. */
export function smsRoleOf(pool: RawObject): string | null {
  return settingAt(pool, 'SmsConfiguration.SnsCallerArn');
}

/** A setting that is a text, by its path; null where there is none. */
export function settingAt(pool: RawObject, path: string): string | null {
  let value: unknown = pool;
  for (const field of path.split('.')) value = isObject(value) ? value[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Settings that this build could not write back, by path: the SDK would leave them out and Cognito reset them. Unknown
 * fields inside read-only ones are harmless.
 */
export function unknownSettings(pool: RawObject): readonly string[] {
  return Object.entries(pool).flatMap(([field, value]) => {
    if (READ_ONLY.includes(field)) return [];
    const tree = POOL_MODEL.pool[field];
    return tree === undefined ? [field] : unknownInside(field, tree, value);
  });
}

function unknownInside(path: string, tree: FieldTree, value: unknown): readonly string[] {
  if (tree === 'value' || value === null) return [];
  if (isList(tree)) {
    return Array.isArray(value) ? value.flatMap((item) => unknownInside(`${path}[]`, tree[0], item)) : [path];
  }
  if (!isObject(value)) return [path];
  return Object.entries(value).flatMap(([field, inner]) => {
    const inside = tree[field] ?? tree['*'];
    return inside === undefined ? [`${path}.${field}`] : unknownInside(`${path}.${field}`, inside, inner);
  });
}

/** The request that sets the pool's own settings again, with `preSignUp` as its trigger (null for none). */
export function updateRequest(pool: RawObject, preSignUp: string | null): Result<RawObject, string> {
  const unknown = unknownSettings(pool);
  if (unknown.length > 0) return fail(unknownMessage(unknown));
  const entries = Object.keys(POOL_MODEL.update).flatMap((field) => {
    const value = pool[answerName(field)];
    return value === undefined || value === null ? [] : [[field, value] as const];
  });
  const { LambdaConfig, ...settings } = Object.fromEntries(entries);
  return ok(withoutRetired({ ...settings, LambdaConfig: withTrigger(LambdaConfig, preSignUp) }));
}

function unknownMessage(fields: readonly string[]): string {
  const named = fields.map((field) => `\`${field}\``).join(', ');
  return `the pool has settings that this version does not know and would reset: ${named}; update signup-guard and try again`;
}

function withTrigger(config: unknown, preSignUp: string | null): RawObject {
  const { PreSignUp: _, ...others } = isObject(config) ? config : {};
  return preSignUp === null ? others : { ...others, PreSignUp: preSignUp };
}

/**
 * A pool that shows both ages of temporary passwords takes only the newer one: with the older beside it the update is
 * refused ("please use TemporaryPasswordValidityDays", aws-sdk-js#3817). Cognito keeps the two equal itself.
 */
function withoutRetired(request: RawObject): RawObject {
  const invitation = request['AdminCreateUserConfig'];
  if (!hasPasswordAge(request) || !isObject(invitation)) return request;
  const { UnusedAccountValidityDays: _, ...kept } = invitation;
  return { ...request, AdminCreateUserConfig: kept };
}

/** Whether temporary passwords are aged by the password policy, which retires `UnusedAccountValidityDays`. */
export function hasPasswordAge(pool: RawObject): boolean {
  const policies = pool['Policies'];
  const policy = isObject(policies) ? policies['PasswordPolicy'] : undefined;
  return isObject(policy) && typeof policy['TemporaryPasswordValidityDays'] === 'number';
}

/** The request that sets the MFA settings again as they were read. */
export function mfaRequest({ pool, mfa }: PoolReading): RawObject {
  const { UserPoolId: _, ...settable }: Fields = POOL_MODEL.setMfa;
  const settings = Object.keys(settable).flatMap((field) => {
    const value = mfa[field];
    return value === undefined || value === null ? [] : [[field, value] as const];
  });
  return { UserPoolId: pool['Id'], ...Object.fromEntries(settings) };
}

function isList(tree: FieldTree): tree is readonly [FieldTree] {
  return Array.isArray(tree);
}
