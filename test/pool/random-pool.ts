/**
 * Random pools as DescribeUserPool shows them, built from the generated model, and what UpdateUserPool makes of one: every
 * setting that the request leaves out goes back to its default (F4.12).
 */
import fc from 'fast-check';
import { isObject, type RawObject } from '../../src/core/json.ts';
import { answerName, type Fields, type FieldTree, POOL_MODEL, READ_ONLY } from '../../src/pool/pool-fields.ts';

const plain = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.integer({ min: 1, max: 365 }),
  fc.boolean(),
  fc.array(fc.constantFrom('email', 'phone_number', 'x'), { minLength: 1, maxLength: 3 }),
);

function valueFor(tree: FieldTree): fc.Arbitrary<unknown> {
  if (tree === 'value') return plain;
  if (isListTree(tree)) return fc.array(valueFor(tree[0]), { minLength: 1, maxLength: 2 });
  return fc.record(Object.fromEntries(Object.entries(tree).map(([field, inner]) => [field, valueFor(inner)])), {
    requiredKeys: [],
  });
}

function isListTree(tree: FieldTree): tree is readonly [FieldTree] {
  return Array.isArray(tree);
}

function structureOf(fields: Fields): fc.Arbitrary<RawObject> {
  const entries = Object.entries(fields).map(([field, tree]) => [field, valueFor(tree)] as const);
  return fc.record(Object.fromEntries(entries), { requiredKeys: [] });
}

/** The function of the tests. */
export const OURS = 'arn:aws:lambda:us-east-1:123456789012:function:guard:live';

/** Another pre sign-up trigger. */
export const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:theirs';

const former = fc.constantFrom(null, OURS, THEIRS);

/** Any pool, any subset of its settings, with its trigger ours, another's or none. */
export const anyPool: fc.Arbitrary<RawObject> = fc
  .tuple(structureOf(POOL_MODEL.pool), former)
  .map(([pool, preSignUp]) => {
    const config = isObject(pool['LambdaConfig']) ? pool['LambdaConfig'] : {};
    const { PreSignUp: _, ...others } = config;
    const LambdaConfig = preSignUp === null ? others : { ...others, PreSignUp: preSignUp };
    return { ...pool, Id: 'us-east-1_EXAMPLE', Name: 'members', LambdaConfig };
  });

/** What a pool is after an update: read-only fields as before, every other from the request or its default. */
export function updatedPool(pool: RawObject, request: RawObject): RawObject {
  const kept = Object.entries(pool).filter(([field]) => READ_ONLY.includes(field));
  const { UserPoolId: _, ...settings } = request;
  const set = Object.entries(settings).map(([field, value]) => [answerName(field), value]);
  return {
    UserPoolTier: 'ESSENTIALS',
    MfaConfiguration: 'OFF',
    Id: pool['Id'],
    ...Object.fromEntries([...kept, ...set]),
  };
}
