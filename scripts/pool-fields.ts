/**
 * Writes `src/pool/pool-fields.json`: which fields DescribeUserPool shows and which UpdateUserPool takes, read from the
 * SDK's own model, so that nobody keeps such a list by hand. Prints what it wrote. A test fails while the file is stale.
 */
import { writeFileSync } from 'node:fs';
import {
  GetUserPoolMfaConfigResponse$,
  SetUserPoolMfaConfigRequest$,
  UpdateUserPoolRequest$,
  UserPoolType$,
} from '@aws-sdk/client-cognito-identity-provider';
import type { FieldTree } from '../src/pool/pool-fields.ts';

/** The kinds of the SDK's static schemas, first entry of each: `@smithy/types`, `StaticSchemaId*`. */
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;

/** The fields of one shape of the SDK's model. */
export function fieldsOf(schema: unknown): FieldTree {
  const shape = typeof schema === 'function' ? schema() : schema;
  if (!Array.isArray(shape)) return 'value';
  if (shape[0] === LIST) return listOf(fieldsOf(shape[4]));
  if (shape[0] === MAP) return mapOf(fieldsOf(shape[5]));
  if (shape[0] !== STRUCTURE) return 'value';
  const members: readonly unknown[] = shape[5];
  const names: readonly string[] = shape[4];
  return Object.fromEntries(names.map((name, index) => [name, fieldsOf(memberOf(members[index]))]));
}

/** A member is a schema, or a schema with traits beside it. */
function memberOf(member: unknown): unknown {
  return Array.isArray(member) && member.length === 2 ? member[0] : member;
}

function listOf(item: FieldTree): FieldTree {
  return item === 'value' ? 'value' : [item];
}

function mapOf(value: FieldTree): FieldTree {
  return value === 'value' ? 'value' : { '*': value };
}

/** The whole file, as it should stand. */
export function poolFieldsJson(): string {
  const model = {
    pool: fieldsOf(UserPoolType$),
    update: fieldsOf(UpdateUserPoolRequest$),
    mfa: fieldsOf(GetUserPoolMfaConfigResponse$),
    setMfa: fieldsOf(SetUserPoolMfaConfigRequest$),
  };
  return `${JSON.stringify(model, null, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(new URL('../src/pool/pool-fields.json', import.meta.url), poolFieldsJson());
  console.log('wrote src/pool/pool-fields.json');
}
