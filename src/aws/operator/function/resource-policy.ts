/**
 * Whether a function's resource policy lets a pool call it, read from the policy's JSON. Pure: who asks AWS is
 * `aws/invoke-permission.ts`. Without the permission every sign-up of the pool fails (F4.6).
 */
import { isObject, parseJson, textsOf } from '../../../core/json.ts';
import { accountOf } from './function-arn.ts';

/** Cognito's principal (F4.10). */
export const COGNITO = 'cognito-idp.amazonaws.com';

/** How far a resource policy lets a pool call the function. */
export type PermissionState =
  | { readonly kind: 'granted'; readonly sids: readonly string[] }
  /** Granted, but to any pool of anybody: without SourceArn, or with a pattern. */
  | { readonly kind: 'too-wide'; readonly sids: readonly string[] }
  | { readonly kind: 'missing' };

type Statement = { readonly sid: string; readonly sourceArn: string | null; readonly sourceAccount: string | null };

/** The id of the statement that attaching adds: one a pool. */
export function statementId(userPoolId: string): string {
  return `signup-guard-${userPoolId.replaceAll(/[^\w-]/gu, '-')}`;
}

/** Reads a resource policy; `policy` is its JSON text, null where the function has none. */
export function permissionState(policy: string | null, poolArn: string): PermissionState {
  const account = accountOf(poolArn);
  const statements = (policy === null ? [] : cognitoStatements(policy)).filter(
    ({ sourceAccount }) => sourceAccount === null || sourceAccount === account,
  );
  const exact = statements.filter(({ sourceArn }) => sourceArn === poolArn);
  if (exact.length > 0) return { kind: 'granted', sids: exact.map(({ sid }) => sid) };
  const wide = statements.filter(({ sourceArn }) => sourceArn === null || matches(sourceArn, poolArn));
  return wide.length > 0 ? { kind: 'too-wide', sids: wide.map(({ sid }) => sid) } : { kind: 'missing' };
}

function cognitoStatements(policy: string): readonly Statement[] {
  const document = parseJson(policy);
  const statements = isObject(document) && Array.isArray(document['Statement']) ? document['Statement'] : [];
  return statements.flatMap((statement: unknown) => {
    if (!isObject(statement) || statement['Effect'] !== 'Allow' || !allowsCognito(statement['Principal'])) return [];
    if (!words(statement['Action']).some((action) => action === 'lambda:InvokeFunction' || action === 'lambda:*'))
      return [];
    return [
      {
        sid: String(statement['Sid'] ?? ''),
        sourceArn: conditionValue(statement['Condition'], 'aws:sourcearn'),
        sourceAccount: conditionValue(statement['Condition'], 'aws:sourceaccount'),
      },
    ];
  });
}

function allowsCognito(principal: unknown): boolean {
  if (principal === '*') return true;
  return (
    isObject(principal) &&
    [...words(principal['Service']), ...words(principal['AWS'])].some((name) => name === COGNITO || name === '*')
  );
}

/** The value of a condition key, whatever its operator and its case. */
function conditionValue(condition: unknown, key: string): string | null {
  if (!isObject(condition)) return null;
  for (const operator of Object.values(condition)) {
    for (const [name, value] of Object.entries(isObject(operator) ? operator : {})) {
      if (name.toLowerCase() === key) return words(value)[0] ?? null;
    }
  }
  return null;
}

/** IAM's own patterns: `*` any run, `?` one character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/gu, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'u').test(text);
}

function words(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : textsOf(value);
}
