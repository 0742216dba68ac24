/**
 * What is right in a policy that has errors: the rules and settings that can be read as they stand, so that warnings are
 * told in the same round. Never decides whether a policy is valid, and nothing is published from it.
 */
import type { PolicyDocument } from '../../core/policy.ts';
import type { Place } from './issue.ts';
import { holdsUnread } from './list-files.ts';
import { readShape, wellShapedRules } from './shape.ts';
import { type Entry, type MapNode, type Path, placeAt, type TreeNode } from './tree.ts';
import { hasValueIssue } from './values.ts';

/** The part of a policy that could be read, and where it stands. */
type SoundPart = { readonly document: PolicyDocument; readonly placeOf: (path: Path) => Place };

/** The sound rules of a tree among its sound settings; what is missing or wrong stands at its default. Null for no policy at all. */
export function soundPart(tree: TreeNode): SoundPart | null {
  if (tree.kind !== 'map') return null;
  const rules: TreeNode = { kind: 'list', items: soundRules(tree), place: tree.place };
  const entries = tree.entries.map((entry) => (entry.key === 'rules' ? { ...entry, value: rules } : entry));
  const sound = entries.filter((entry) => readShape(completed(tree, [entry])).ok);
  const part = completed(tree, sound);
  const shape = readShape(part);
  return shape.ok ? { document: shape.value, placeOf: (path) => placeAt(part, path) } : null;
}

function soundRules(tree: TreeNode): readonly TreeNode[] {
  return wellShapedRules(tree)
    .map(({ node }) => node)
    .filter((node) => !holdsUnread(node) && !hasValueIssue(aloneIn(tree, node)));
}

function aloneIn({ place }: TreeNode, rule: TreeNode): TreeNode {
  return mapOf(place, [['rules', { kind: 'list', items: [rule], place }]]);
}

/** The entries, and whatever a policy cannot be without. */
function completed({ place }: TreeNode, entries: readonly Entry[]): MapNode {
  const missing = skeleton(place).entries.filter(({ key }) => !entries.some((entry) => entry.key === key));
  return { kind: 'map', entries: [...entries, ...missing], place };
}

function skeleton(place: Place): MapNode {
  const scalar = (value: string | number): TreeNode => ({ kind: 'scalar', value, source: String(value), place });
  return mapOf(place, [
    ['version', scalar(1)],
    ['mode', scalar('enforce')],
    ['rules', { kind: 'list', items: [], place }],
    ['otherwise', scalar('code')],
  ]);
}

function mapOf(place: Place, pairs: readonly (readonly [string, TreeNode])[]): MapNode {
  return { kind: 'map', entries: pairs.map(([key, value]) => ({ key, keyPlace: place, value })), place };
}
