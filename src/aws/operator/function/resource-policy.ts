/**
 * Whether a function's resource policy lets a pool call it, read from the policy's JSON. Pure: who asks AWS is
 * `invoke-permission.ts`. Without the permission every sign-up of the pool fails (F4.6), so what is not understood whole
 * is never taken for a permission.
 */
import { isObject, parseJson, type RawObject } from '../../../core/json.ts';

import { type PolicyStatement, readPolicyStatement } from './policy-statement.ts';

/** How far a resource policy lets a pool call the function. */
export type PermissionState =
  | { readonly kind: 'granted'; readonly sids: readonly string[] }
  /** Granted, but to other pools too: without SourceArn, or with a pattern. */
  | { readonly kind: 'too-wide'; readonly sids: readonly string[] }
  /** Cannot be told: statements that are not understood whole, or that deny. `denies`: adding another one may not help. */
  | { readonly kind: 'unclear'; readonly sids: readonly string[]; readonly denies: boolean }
  | { readonly kind: 'missing' };

/**
 * The ids of the statement that attaching adds, one a pool: the second for when the first stands and says something else,
 * which is removed only once the new one is there.
 */
export function statementIds(userPoolId: string): readonly [string, string] {
  const id = `signup-guard-${userPoolId.replaceAll(/[^\w-]/gu, '-')}`;
  return [id, `${id}-again`];
}

/** Reads a resource policy; `policy` is its JSON text, null where the function has none. */
export function permissionState(policy: string | null, poolArn: string): PermissionState {
  if (policy === null) return { kind: 'missing' };
  const statements = statementsOf(parseJson(policy))?.map((statement) => readPolicyStatement(statement, poolArn));
  if (statements === undefined) return { kind: 'unclear', sids: [], denies: true };
  const denying = sidsOf(statements, ({ allows, applies }) => !allows && applies !== 'no');
  if (denying.length > 0) return { kind: 'unclear', sids: denying, denies: true };
  const exact = sidsOf(statements, ({ applies, exact }) => applies === 'yes' && exact);
  if (exact.length > 0) return { kind: 'granted', sids: exact };
  const wide = sidsOf(statements, ({ applies }) => applies === 'yes');
  if (wide.length > 0) return { kind: 'too-wide', sids: wide };
  const unclear = sidsOf(statements, ({ applies }) => applies === 'unknown');
  return unclear.length > 0 ? { kind: 'unclear', sids: unclear, denies: false } : { kind: 'missing' };
}

/** Which of these statements a resource policy holds, whatever they say by now. */
export function heldAmong(policy: string | null, sids: readonly string[]): readonly string[] {
  const statements = statementsOf(parseJson(policy ?? '')) ?? [];
  return sids.filter((sid) => statements.some((statement) => statement['Sid'] === sid));
}

/** A policy's statements; undefined where it is no policy. A single one may stand without its list. */
function statementsOf(document: unknown): readonly RawObject[] | undefined {
  if (!isObject(document)) return undefined;
  const listed = document['Statement'];
  const statements = Array.isArray(listed) ? listed : [listed];
  return statements.every(isObject) ? statements : undefined;
}

function sidsOf(
  statements: readonly PolicyStatement[],
  wanted: (statement: PolicyStatement) => boolean,
): readonly string[] {
  return statements.filter(wanted).map(({ sid }) => sid);
}
