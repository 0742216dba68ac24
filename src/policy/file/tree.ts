/**
 * A policy file as a tree whose every node knows its place, list files included. Between reading (`yaml-tree.ts`) and
 * meaning (`shape.ts`, `values.ts`); knows neither YAML nor the policy language.
 */
import type { Place } from './issue.ts';

/** A scalar as read; `source` is how it is written. */
type ScalarNode = {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly source: string;
  readonly place: Place;
};

/** A list. */
export type ListNode = { readonly kind: 'list'; readonly items: readonly TreeNode[]; readonly place: Place };

/** One `key: value`. */
export type Entry = { readonly key: string; readonly keyPlace: Place; readonly value: TreeNode };

/** A map, its entries as written. Keys are unique. */
export type MapNode = { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly place: Place };

/** Any node. */
export type TreeNode = ScalarNode | ListNode | MapNode;

/** The path of a node: keys and indices. */
export type Path = readonly (string | number)[];

/** A path as a schema reports it; a step of another kind leads nowhere. */
export type ReportedPath = readonly PropertyKey[];

/** The plain value of a tree. Keys become own properties whatever their name. */
export function plainValue(node: TreeNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
  }
}

/** The entry of that key; of none, where a path has no last step. */
export function entryOf(node: TreeNode | undefined, key: PropertyKey | undefined): Entry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The node at a path, or undefined where the file says nothing. */
export function nodeAt(root: TreeNode, path: ReportedPath): TreeNode | undefined {
  return path.reduce<TreeNode | undefined>(
    (node, step) => (node?.kind === 'list' && typeof step === 'number' ? node.items[step] : entryOf(node, step)?.value),
    root,
  );
}

/** The place of the key at a path, of the node where the path ends in an index, or of the nearest node above it. */
export function placeAt(root: TreeNode, path: ReportedPath): Place {
  const above = path.slice(0, -1);
  const found = entryOf(nodeAt(root, above), path.at(-1))?.keyPlace ?? nodeAt(root, path)?.place;
  return found ?? placeAt(root, above);
}
