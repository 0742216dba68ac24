/**
 * A YAML or JSON file to a value of a schema, or to what is wrong with it, each issue at its place. For the small files
 * beside a policy: cases and holders. A policy's own shape is `shape.ts`'s, which says more.
 */
import type * as z from 'zod/mini';
import { fail, ok, type Result } from '../../core/result.ts';
import { errorAt, type Issue, quoted, tidied } from './issue.ts';
import { wrongType } from './shape-words.ts';
import { didYouMean, didYouMeanOneOf } from './spelling.ts';
import { decodeText, textIssue } from './text.ts';
import { nodeAt, placeAt, plainValue, type ReportedPath, type TreeNode } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

/** Of a file that is something else altogether the first few say it all. */
const MAX_EXPLAINED = 50;

/** A file as a tree, or why it is none. */
export function readTree({
  file,
  text,
}: {
  readonly file: string;
  readonly text: string | Uint8Array;
}): Result<TreeNode, readonly Issue[]> {
  const decoded = decodeText(file, text);
  if (!decoded.ok) return fail([textIssue(file, decoded.error)]);
  const { tree, issues } = readYaml(file, decoded.value);
  if (issues.length > 0) return fail(tidied(issues));
  // Stryker disable next-line ConditionalExpression: where there is no tree there is an issue; only the types need it
  return tree === null ? fail(issues) : ok(tree);
}

/**
 * The value of a tree, if it fits the schema.
 *
 * @param keysAt the keys that a map at that path may have, for the nearest spelling
 */
export function shaped<T extends z.ZodMiniType>(
  schema: T,
  tree: TreeNode,
  keysAt: (path: ReportedPath) => readonly string[],
): Result<z.infer<T>, readonly Issue[]> {
  const result = schema.safeParse(plainValue(tree));
  if (result.success) return ok(result.data);
  return fail(tidied(result.error.issues.slice(0, MAX_EXPLAINED).flatMap((issue) => explain(tree, issue, keysAt))));
}

function explain(
  tree: TreeNode,
  issue: z.core.$ZodIssue,
  keysAt: (path: ReportedPath) => readonly string[],
): readonly Issue[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_EXPLAINED).map((key) => {
      const place = placeAt(tree, [...path, key]);
      return errorAt(place, 'unknown-key', `unknown key ${quoted(key)}${didYouMeanOneOf(key, keysAt(path))}`);
    });
  }
  const node = nodeAt(tree, path);
  const key = String(path.findLast((step) => typeof step === 'string') ?? 'the file');
  if (node === undefined) return [errorAt(placeAt(tree, path), 'missing-key', `the key \`${key}\` is missing`)];
  const place = node.kind === 'scalar' && node.source !== '' ? node.place : placeAt(tree, path);
  return [errorAt(place, ...problemOf(issue, key, path, node))];
}

function problemOf(
  issue: z.core.$ZodIssue,
  key: string,
  path: ReportedPath,
  node: TreeNode,
): readonly [string, string] {
  if (issue.code === 'invalid_type' && path.length > 0)
    return ['wrong-type', wrongType(key, path, node, issue.expected)];
  if (issue.code === 'invalid_value' && node.kind === 'scalar') {
    const words = issue.values.map(String);
    const listed = words.map((word) => `\`${word}\``).join(', ');
    const written = String(node.value);
    return ['bad-value', `\`${key}\` takes one of ${listed}, not ${quoted(written)}${didYouMean(written, words)}`];
  }
  if (issue.code === 'too_small') return ['empty-value', `\`${key}\` is empty`];
  return ['bad-value', path.length === 0 ? 'the file is not of this shape' : `\`${key}\` is not valid here`];
}
