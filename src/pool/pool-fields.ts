/**
 * Where every field of a pool belongs: what UpdateUserPool takes, and what it does not. The model is generated from the
 * SDK's own (`scripts/pool-fields.ts`); by hand stand only the renamed and the read-only fields, and a test fails when the
 * SDK brings one that nobody has placed.
 */
import model from './pool-fields.json' with { type: 'json' };

/** A field's shape: a plain value, a structure by field (`*` for any key), or a list of structures. */
export type FieldTree = 'value' | readonly [FieldTree] | { readonly [field: string]: FieldTree };

/** A structure by field. */
export type Fields = { readonly [field: string]: FieldTree };

/** The generated model: DescribeUserPool's pool, UpdateUserPool's request, and the same two for MFA. */
type PoolModel = {
  readonly pool: Fields;
  readonly update: Fields;
  readonly mfa: Fields;
  readonly setMfa: Fields;
};

// JSON modules are typed as plain arrays where the model says "a list of one shape"
const generated: unknown = model;

/** The model of the SDK that this build carries. */
export const POOL_MODEL = generated as PoolModel;

/** Fields that the request names otherwise than the answer. */
export const RENAMED: Readonly<Record<string, string>> = { UserPoolId: 'Id', PoolName: 'Name' };

/** Fields that DescribeUserPool shows and UpdateUserPool does not take: fixed at creation, or not settings at all. */
export const READ_ONLY: readonly string[] = [
  'AliasAttributes',
  'Arn',
  'CreationDate',
  'CustomDomain',
  'Domain',
  'EmailConfigurationFailure',
  'EstimatedNumberOfUsers',
  'LastModifiedDate',
  'SchemaAttributes',
  'SmsConfigurationFailure',
  'Status',
  'UsernameAttributes',
  'UsernameConfiguration',
];

/** What changes by itself between two readings: dates and counts. */
export const MOVING: readonly string[] = ['CreationDate', 'EstimatedNumberOfUsers', 'LastModifiedDate'];

/** Fields of either side that have no place yet: neither settable on both sides, nor renamed, nor read-only. */
export function unplacedFields({ pool, update }: Pick<PoolModel, 'pool' | 'update'>): readonly string[] {
  const answered = Object.keys(pool).filter((field) => !(field in update) && !isRenamed(field) && !isReadOnly(field));
  const asked = Object.keys(update).filter((field) => !((RENAMED[field] ?? field) in pool));
  return [...answered, ...asked];
}

/** The answer's name of a field of the request. */
export function answerName(requestField: string): string {
  return RENAMED[requestField] ?? requestField;
}

function isRenamed(answerField: string): boolean {
  return Object.values(RENAMED).includes(answerField);
}

function isReadOnly(answerField: string): boolean {
  return READ_ONLY.includes(answerField);
}
