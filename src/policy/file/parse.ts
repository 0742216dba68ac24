/**
 * A policy file to a document, or to everything that is wrong with it, each at its place. Pure and total: whatever bytes
 * come in, issues come out, and nothing is thrown. The trigger never loads this; what stands in SSM is JSON.
 */
import type { PolicyDocument } from '../../core/policy.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { breachesOf } from '../invariants.ts';
import { errorAt, type Issue, type Place, tidied } from './issue.ts';
import { expandKeys } from './key-files.ts';
import { expandLists, type ReadList } from './list-files.ts';
import { readShape, wellShapedAttesters, wellShapedRules } from './shape.ts';
import { soundPart } from './sound-part.ts';
import { decodeText, textIssue } from './text.ts';
import { type Path, placeAt, type TreeNode } from './tree.ts';
import { valueIssues } from './values.ts';
import { readYaml } from './yaml-tree.ts';

/** A file as it was read. `file` is its name in issues. */
type PolicyText = { readonly file: string; readonly text: string | Uint8Array };

/** A valid policy; its warnings are `lint.ts`'s, apart, since they bring large data. `placeOf` finds a path of the document in the files again, list files included. */
export type ParsedPolicy = {
  readonly document: PolicyDocument;
  readonly placeOf: (path: Path) => Place;
};

/** A policy that was looked at: valid, or what is wrong with it; and beside it what the lints can look at, errors or not. */
export type ExaminedPolicy = {
  readonly policy: Result<ParsedPolicy, readonly Issue[]>;
  readonly lintable: ParsedPolicy | null;
};

/** Parses a policy. `readList` reads a list file by its path relative to the policy's folder. */
export function parsePolicy(source: PolicyText, readList: ReadList): Result<ParsedPolicy, readonly Issue[]> {
  const written = treeOf(source, readList);
  return written.ok ? policyOf(written.value) : written;
}

/** Parses a policy for a check: what is right in it can be linted, whatever else is wrong. */
export function examinePolicy(source: PolicyText, readList: ReadList): ExaminedPolicy {
  const written = treeOf(source, readList);
  if (!written.ok) return { policy: written, lintable: null };
  const policy = policyOf(written.value);
  return { policy, lintable: policy.ok ? policy.value : soundPart(written.value.tree) };
}

/** A tree with its list files put in, and what was wrong with either. */
type WrittenPolicy = { readonly tree: TreeNode; readonly issues: readonly Issue[] };

function treeOf(source: PolicyText, readList: ReadList): Result<WrittenPolicy, readonly Issue[]> {
  const text = decodeText(source.file, source.text);
  if (!text.ok) return fail([textIssue(source.file, text.error)]);
  const written = readYaml(source.file, text.value);
  if (written.tree === null) return fail(tidied(written.issues));
  const lists = expandLists(source.file, written.tree, readList);
  const { tree, issues } = expandKeys(source.file, lists.tree, readList);
  return ok({ tree, issues: [...written.issues, ...lists.issues, ...issues] });
}

function policyOf({ tree, issues }: WrittenPolicy): Result<ParsedPolicy, readonly Issue[]> {
  const shape = readShape(tree);
  const errors = [...issues, ...valueIssues(tree), ...breachIssues(tree)];
  if (!shape.ok) return fail(tidied(withoutEchoes([...errors, ...shape.error])));
  if (errors.length > 0) return fail(tidied(errors));
  return ok({ document: shape.value, placeOf: (path) => placeAt(tree, path) });
}

/** A word outside a closed set is refused by the shape and by the condition; the condition's sentence says more. */
function withoutEchoes(errors: readonly Issue[]): readonly Issue[] {
  const explained = new Set(errors.filter(({ code }) => code === 'near-miss').map(spotOf));
  return errors.filter((issue) => issue.code !== 'bad-value' || !explained.has(spotOf(issue)));
}

function spotOf({ file, line, column }: Issue): string {
  return `${line}:${column}:${file}`;
}

/** The invariants of every rule whose shape is right. Breaches count those alone, so their places are looked for there. */
function breachIssues(tree: TreeNode): readonly Issue[] {
  const shaped = wellShapedRules(tree);
  const nodes: TreeNode = { kind: 'list', items: shaped.map(({ node }) => node), place: tree.place };
  return breachesOf({ rules: shaped.map(({ rule }) => rule), attesters: wellShapedAttesters(tree) }).map(
    ({ code, path, message }) =>
      errorAt(path[0] === 'rules' ? placeAt(nodes, path.slice(1)) : placeAt(tree, path), code, message),
  );
}
