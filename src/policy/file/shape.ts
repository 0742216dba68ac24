/**
 * The shape of a policy file: unknown and missing keys, wrong types, empty lists, words that are not of the language.
 * One schema decides (`file-schema.ts`); this file says it in words, at the place, with the nearest valid spelling.
 */
import type * as z from 'zod/mini';
import type { AttesterDocument } from '../../core/attestation.ts';
import { CONDITIONS } from '../../core/conditions/registry.ts';
import { fieldsOf } from '../../core/json.ts';
import { LARGEST_COUNT, LIMIT_KEYS } from '../../core/limits/limit.ts';
import type { PolicyDocument, RuleDocument } from '../../core/policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { attesterSchema, policyFileSchema, ruleSchema } from './file-schema.ts';
import { errorAt, type Issue, quoted } from './issue.ts';
import { countTooSmall, wrongType } from './shape-words.ts';
import { didYouMean, didYouMeanOneOf } from './spelling.ts';
import { nodeAt, placeAt, plainValue, type ReportedPath, type TreeNode } from './tree.ts';

const FILE = policyFileSchema('inlined');
const RULE = ruleSchema('inlined');
const ATTESTER = attesterSchema('inlined');

/** Finding a place walks the tree; of half a million unknown keys the first few say it all. */
const MAX_EXPLAINED = 200;

type SchemaIssue = z.core.$ZodIssue;

/** The document of a tree, defaults filled in, or everything that is wrong with its shape. */
export function readShape(tree: TreeNode): Result<PolicyDocument, readonly Issue[]> {
  const result = FILE.safeParse(plainValue(tree));
  if (result.success) return ok(result.data as PolicyDocument);
  const { issues } = result.error;
  return fail(issues.slice(0, MAX_EXPLAINED).flatMap((issue) => explain(tree, issue)));
}

/** A rule and where it is written. */
type ShapedRule = { readonly rule: RuleDocument; readonly node: TreeNode };

/** The rules whose shape is right: what else is wrong with them can be said beside other errors. */
export function wellShapedRules(tree: TreeNode): readonly ShapedRule[] {
  const rules = nodeAt(tree, ['rules']);
  if (rules?.kind !== 'list') return [];
  return rules.items.flatMap((node) => {
    const result = RULE.safeParse(plainValue(node));
    return result.success ? [{ rule: result.data as RuleDocument, node }] : [];
  });
}

/** The attesters by their places; of one whose shape is wrong the id alone, so that a condition may name it. */
export function wellShapedAttesters(tree: TreeNode): readonly AttesterDocument[] {
  const attesters = nodeAt(tree, ['attesters']);
  if (attesters?.kind !== 'list') return [];
  return attesters.items.map((node) => {
    const value = plainValue(node);
    const result = ATTESTER.safeParse(value);
    if (result.success) return result.data as AttesterDocument;
    return { id: String(fieldsOf(value)['id']), keys: [], maxAge: '1d' };
  });
}

function explain(tree: TreeNode, issue: SchemaIssue): readonly Issue[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MAX_EXPLAINED).map((key) => unknownKey(tree, [...path, key]));
  const node = nodeAt(tree, path);
  if (node === undefined) return [missingKey(tree, path)];
  const place = node.kind === 'scalar' && node.source !== '' ? node.place : placeAt(tree, path);
  return [errorAt(place, ...problemOf(issue, path, node))];
}

function unknownKey(tree: TreeNode, path: ReportedPath): Issue {
  const key = String(path.at(-1));
  const valid = keysAt(path.slice(0, -1));
  const place = placeAt(tree, path);
  const said = `unknown key ${quoted(key)}`;
  if (path.length === 3 && FIELDS.includes(key)) {
    return errorAt(place, 'unknown-key', `${said} in a rule; conditions stand under \`when\` or \`unless\``);
  }
  return errorAt(place, 'unknown-key', `${said}${didYouMeanOneOf(key, valid)}`);
}

const FIELDS: readonly string[] = CONDITIONS.map(({ field }) => field);

function keysAt(path: ReportedPath): readonly string[] {
  const last = path.at(-1);
  if (last === 'when' || last === 'unless') return FIELDS;
  if (last === 'collision') return Object.keys(FILE.shape.collision.def.innerType.shape);
  if (last === 'unavailable') return Object.keys(FILE.shape.unavailable.def.innerType.shape);
  if (last === 'limit') return Object.keys(RULE.shape.limit.def.innerType.shape);
  if (path.length === 0) return Object.keys(FILE.shape);
  return path[0] === 'attesters' ? Object.keys(ATTESTER.shape) : Object.keys(RULE.shape);
}

function missingKey(tree: TreeNode, path: ReportedPath): Issue {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const id = nodeAt(tree, [...parent, 'id']);
  const where =
    id?.kind === 'scalar' && id.source !== ''
      ? ` in the ${path[0] === 'attesters' ? 'attester' : 'rule'} ${quoted(id.source)}`
      : '';
  const place = id?.place ?? placeAt(tree, parent);
  return errorAt(place, 'missing-key', [`the key \`${key}\` is missing${where}`, REMEDY[key]].join('; '));
}

const REMEDY: Readonly<Record<string, string>> = {
  version: 'write `version: 1`',
  mode: 'write `mode: enforce`',
  rules: 'write `rules: []` if there are none yet',
  otherwise: 'write `otherwise: code` or `otherwise: deny`, for whoever no rule matches',
  then: 'it is `approve`, `code` or `deny`',
  id: 'it is what the log shows',
  keys: 'write `keys: { file: keys/prod/invitations.jwks.json }`',
  maxAge: 'it is the longest life of a statement, such as `7d`',
  by: `it is what is counted: one of ${LIMIT_KEYS.map((name) => `\`${name}\``).join(', ')}`,
  count: 'it is how many attempts pass, such as `30`',
  per: 'it is the time within which they are counted, such as `1h`',
};

/** The code and the sentence for a node that is there but wrong. */
function problemOf(issue: SchemaIssue, path: ReportedPath, node: TreeNode): readonly [string, string] {
  const key = String(path.findLast((step) => typeof step === 'string'));
  switch (issue.code) {
    case 'invalid_value':
      return invalidValue(key, node, issue.values.map(String));
    case 'too_small':
      if (key === 'count') return ['bad-value', countTooSmall(node)];
      return node.kind === 'list'
        ? ['empty-list', `\`${key}\` is an empty list; name at least one value or leave the key out`]
        : ['empty-value', `${quoted(key)} has an empty value; write one or leave it out`];
    case 'too_big':
      if (key === 'count') return ['bad-value', `\`count\` is at most ${LARGEST_COUNT}`];
      return ['too-long', `\`${key}\` is longer than ${issue.maximum} characters`];
    case 'invalid_format':
      return key === 'id'
        ? ['bad-value', `${quoted(String(plainValue(node)))} ${BAD_ID}`]
        : ['bad-value', `\`${key}\` must be one line without control characters`];
    case 'invalid_type':
      return ['wrong-type', wrongType(key, path, node, issue.expected)];
    // an invalid key: the schema has nothing else that could be wrong
    default:
      return ['bad-key', `${quoted(key)} cannot be a name here`];
  }
}

const BAD_ID = 'is not a rule id: 1 to 64 lower-case letters, digits and hyphens';

function invalidValue(key: string, node: TreeNode, values: readonly string[]): readonly [string, string] {
  const listed = values.map((value) => `\`${value}\``).join(', ');
  if (node.kind !== 'scalar' || node.value === null) return ['wrong-type', `\`${key}\` takes one of ${listed}`];
  const written = String(node.value);
  if (values.includes(written)) {
    return ['wrong-type', `${quoted(node.source)} is text; write \`${key}: ${written}\` without quotes`];
  }
  if (values[0] === 'true') {
    return [
      'bad-value',
      `\`${key}\` can only be \`true\`, not ${quoted(written)}; for the opposite put it under \`unless\``,
    ];
  }
  if (values.length === 1) return ['bad-value', `\`${key}\` must be ${listed}, not ${quoted(written)}`];
  return ['bad-value', `\`${key}\` takes one of ${listed}, not ${quoted(written)}${didYouMean(written, values)}`];
}
