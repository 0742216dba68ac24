/**
 * `file:` entries: each list of a condition that allows them is replaced by the file's own lines, every value at its own
 * place in its own file. Reads nothing itself: `readList` does, and guards the folder's real paths.
 */
import { posix } from 'node:path';
import { conditionOf } from '../../core/conditions/registry.ts';
import type { Result } from '../../core/result.ts';
import { errorAt, type Issue, type Place, quoted } from './issue.ts';
import { didYouMean } from './spelling.ts';
import { decodeText, textIssue } from './text.ts';
import { entryOf, type MapNode, plainValue, type TreeNode } from './tree.ts';

/** Reads a list file by its path relative to the policy's folder; the error is a sentence. */
export type ReadList = (relativePath: string) => Result<string | Uint8Array, string>;

/** Many rules may name the same large file; together they may list no more than this. */
const MAX_LISTED_VALUES = 500_000;

type Expansion = {
  readonly folder: string;
  readonly readList: ReadList;
  readonly issues: Issue[];
  /** By path; an empty list where the file could not be read, which is an issue already. */
  readonly files: Map<string, readonly TreeNode[]>;
  readonly maxListed: number;
  listed: number;
};

/** A policy's tree with every list file put in, and what was wrong with them. */
export type Expanded = { readonly tree: TreeNode; readonly issues: readonly Issue[] };

/** Puts every list file of a policy in. */
export function expandLists(
  file: string,
  tree: TreeNode,
  readList: ReadList,
  maxListed: number = MAX_LISTED_VALUES,
): Expanded {
  const folder = posix.dirname(file);
  const expansion: Expansion = { folder, readList, issues: [], files: new Map(), maxListed, listed: 0 };
  const expanded = mapEntry(tree, ['rules'], (rules) =>
    rules.kind === 'list' ? { ...rules, items: rules.items.map((rule) => expandRule(rule, expansion)) } : rules,
  );
  return { tree: expanded, issues: expansion.issues };
}

function expandRule(rule: TreeNode, expansion: Expansion): TreeNode {
  return mapEntry(rule, ['when', 'unless'], (set) => {
    if (set.kind !== 'map') return set;
    const entries = set.entries.map((entry) => {
      const condition = conditionOf(entry.key);
      const { value } = entry;
      if (condition?.shape !== 'list' || !condition.files || value.kind !== 'list') return entry;
      const items = value.items.flatMap((item) => (item.kind === 'map' ? expandItem(item, expansion) : item));
      return { ...entry, value: { ...value, items } };
    });
    return { ...set, entries };
  });
}

/** A map with the values of some keys changed. */
export function mapEntry(node: TreeNode, keys: readonly string[], change: (value: TreeNode) => TreeNode): TreeNode {
  if (node.kind !== 'map') return node;
  const entries = node.entries.map((entry) =>
    keys.includes(entry.key) ? { ...entry, value: change(entry.value) } : entry,
  );
  return { ...node, entries };
}

function expandItem(item: MapNode, expansion: Expansion): readonly TreeNode[] {
  const path = pathOf(item, expansion);
  if (path === null) return [placeholder(item.place)];
  const known = expansion.files.get(path.value) ?? readFile(path.value, path.place, expansion);
  expansion.files.set(path.value, known);
  expansion.listed += known.length;
  if (expansion.listed <= expansion.maxListed) return known;
  const message = `with ${quoted(path.value)} the rules list more than ${expansion.maxListed} values`;
  expansion.issues.push(errorAt(path.place, 'too-large', message));
  return [placeholder(item.place)];
}

/** Keeps a list from counting as empty where its file is at fault. Never reaches a document: there is an issue. */
const UNREAD = 'unread.invalid';

function placeholder(place: Place): TreeNode {
  return { kind: 'scalar', value: UNREAD, source: UNREAD, place };
}

/** Whether a rule stands on a list file that could not be read. */
export function holdsUnread(node: TreeNode): boolean {
  if (node.kind === 'scalar') return node.value === UNREAD;
  return node.kind === 'list' ? node.items.some(holdsUnread) : node.entries.some(({ value }) => holdsUnread(value));
}

/** The path that `{ file: … }` names, or null with an issue: it may not leave the policy's folder. */
export function pathOf(
  item: MapNode,
  expansion: { readonly issues: Issue[] },
): { readonly value: string; readonly place: Place } | null {
  const stray = item.entries.find(({ key }) => key !== 'file');
  if (stray !== undefined) {
    const message = `unknown key ${quoted(stray.key)} in a list entry${didYouMean(stray.key, ['file'])}`;
    expansion.issues.push(errorAt(stray.keyPlace, 'unknown-key', message));
    return null;
  }
  const node = entryOf(item, 'file')?.value ?? item;
  const path = plainValue(node);
  if (typeof path !== 'string' || path === '') {
    expansion.issues.push(errorAt(node.place, 'wrong-type', '`file` takes a path, such as `lists/partners.txt`'));
    return null;
  }
  const problem = outside(path);
  if (problem === null) return { value: posix.normalize(path), place: node.place };
  expansion.issues.push(errorAt(node.place, 'file-outside', `${quoted(path)} ${problem}`));
  return null;
}

function outside(path: string): string | null {
  if (/[\\\p{Cc}]/u.test(path)) return 'is not a path; write `/` between folders';
  const normal = posix.normalize(path);
  const leaves = posix.isAbsolute(path) || /^[A-Za-z]:/u.test(path) || normal === '..' || normal.startsWith('../');
  return leaves ? "leaves the policy's folder; a list file stands beside the policy or below it" : null;
}

function readFile(path: string, place: Place, expansion: Expansion): readonly TreeNode[] {
  const file = posix.join(expansion.folder, path);
  const content = expansion.readList(path);
  if (!content.ok) {
    expansion.issues.push(errorAt(place, 'file-unreadable', `${quoted(path)} cannot be read: ${content.error}`));
    return [placeholder(place)];
  }
  const text = decodeText(file, content.value);
  if (!text.ok) {
    expansion.issues.push(textIssue(file, text.error));
    return [placeholder(place)];
  }
  const values = valuesOf(file, text.value);
  if (values.length > 0) return values;
  expansion.issues.push(errorAt(place, 'empty-list', `the list file ${quoted(path)} holds no value`));
  return [placeholder(place)];
}

/** One value a line; blank lines and `#` comments, alone or after a value, do not count. */
function valuesOf(file: string, text: string): readonly TreeNode[] {
  return text.split(/\r\n|\n|\r/u).flatMap((line, index): readonly TreeNode[] => {
    const written = line.replace(/(?:^|\s)#.*/su, '');
    const value = written.trim();
    if (value === '') return [];
    const column = written.length - written.trimStart().length + 1;
    const place = { file, line: index + 1, column, width: value.length };
    return [{ kind: 'scalar', value, source: value, place }];
  });
}
