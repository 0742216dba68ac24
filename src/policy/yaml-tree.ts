/**
 * YAML 1.2 to a tree with places. Takes nothing on trust: duplicate keys, tags, deep nesting, aliases that loop or
 * multiply are issues, and nothing throws. Duplicate keys are looked for here because the library's own search is
 * quadratic (20,000 keys: 7 s).
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
import { errorAt, type Issue, type Place, quoted, startOf } from './issue.ts';
import type { Entry, TreeNode } from './tree.ts';
import { composeYaml, placeOfNode, type YamlSource } from './yaml-source.ts';

/** More nodes than this, aliases expanded, are no policy. */
const MAX_NODES = 600_000;

/** A policy needs six levels. */
const MAX_DEPTH = 30;

type Reading = YamlSource & {
  /** By anchor: the tree and its size, or null while its own content is still being read. */
  readonly anchors: Map<string, { readonly tree: TreeNode; readonly size: number } | null>;
  nodes: number;
};

/** What a file holds, as far as it can be read, and what is wrong with it. */
export type YamlReading = { readonly tree: TreeNode | null; readonly issues: readonly Issue[] };

/** Reads one YAML document. A tree beside issues is good for finding more of them, and for nothing else. */
export function readYaml(file: string, text: string): YamlReading {
  const reading: Reading = { text, file, lines: new LineCounter(), issues: [], anchors: new Map(), nodes: 0 };
  const document = composeYaml(reading);
  if (reading.issues.length > 0) return nothing(...reading.issues);
  if (document === null || document.contents === null)
    return nothing(errorAt(startOf(file), 'empty-file', `\`${file}\` holds no policy`));
  return { tree: treeOf(document.contents, reading, 0), issues: reading.issues };
}

function nothing(...issues: readonly Issue[]): YamlReading {
  return { tree: null, issues };
}

function treeOf(node: Node, reading: Reading, depth: number): TreeNode | null {
  reading.nodes += 1;
  if (reading.nodes > MAX_NODES) return refuse(reading, node, 'too-large', 'the policy is too large; it ends');
  if (depth > MAX_DEPTH) return refuse(reading, node, 'too-deep', 'a policy is not nested as deep as this');
  if (isAlias(node)) return aliased(node.source, node, reading);
  const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : null;
  if (anchor !== null) reading.anchors.set(anchor, null);
  const before = reading.nodes;
  const tree = contentOf(node, reading, depth);
  if (anchor !== null && tree !== null) reading.anchors.set(anchor, { tree, size: reading.nodes - before + 1 });
  return tree;
}

function refuse(reading: Reading, node: Node, code: string, message: string): null {
  const place = placeOfNode(reading, node);
  if (!reading.issues.some((issue) => issue.code === code)) {
    const source = reading.text.slice(node.range?.[0] ?? 0, (node.range?.[0] ?? 0) + place.width);
    reading.issues.push(errorAt(place, code, `${message}: ${quoted(source.slice(0, 30))}`));
  }
  return null;
}

function aliased(name: string, node: Node, reading: Reading): TreeNode | null {
  const target = reading.anchors.get(name);
  if (target === null) return refuse(reading, node, 'cyclic-alias', 'this alias stands inside what it names');
  if (target === undefined) return refuse(reading, node, 'unknown-alias', 'this alias names no anchor above it');
  reading.nodes += target.size;
  if (reading.nodes > MAX_NODES)
    return refuse(reading, node, 'too-large', 'this alias multiplies the policy beyond bounds');
  return target.tree;
}

function contentOf(node: Node, reading: Reading, depth: number): TreeNode | null {
  if (node.tag !== undefined && !PLAIN_TAG.test(node.tag)) {
    return refuse(reading, node, 'tag', `the tag ${quoted(node.tag)} has no meaning in a policy`);
  }
  const place = placeOfNode(reading, node);
  if (isScalar(node)) return scalarOf(node.value, node, reading, place);
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => (isNode(item) ? (treeOf(item, reading, depth + 1) ?? []) : []));
    return { kind: 'list', items, place };
  }
  if (!isMap(node)) return refuse(reading, node, 'yaml', 'a policy has no such node');
  return { kind: 'map', entries: entriesOf(node.items, reading, depth), place };
}

/** Tags that only say what the value is anyway. */
const PLAIN_TAG = /^(?:!|tag:yaml\.org,2002:(?:str|int|bool|null|float|seq|map))$/u;

function isNode(value: unknown): value is Node {
  return isAlias(value) || isScalar(value) || isSeq(value) || isMap(value);
}

function scalarOf(value: unknown, node: Node, reading: Reading, place: Place): TreeNode {
  const [start, end] = node.range ?? [0, 0];
  const source = reading.text.slice(start, end);
  return { kind: 'scalar', value: isPlain(value) ? value : source, source, place };
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

type PairLike = { readonly key: unknown; readonly value: unknown };

function entriesOf(pairs: readonly PairLike[], reading: Reading, depth: number): readonly Entry[] {
  const seen = new Map<string, Place>();
  return pairs.flatMap(({ key, value }): readonly Entry[] => {
    const keyNode = isNode(key) ? treeOf(key, reading, depth + 1) : null;
    if (keyNode === null) return [];
    const name = keyName(keyNode, reading);
    if (name === null) return [];
    const first = seen.get(name);
    if (first !== undefined) {
      const message = `the key ${quoted(name)} stands here twice; the first is on line ${first.line}`;
      reading.issues.push(errorAt(keyNode.place, 'duplicate-key', message));
      return [];
    }
    seen.set(name, keyNode.place);
    const none: TreeNode = { kind: 'scalar', value: null, source: '', place: keyNode.place };
    const child = isNode(value) ? treeOf(value, reading, depth + 1) : none;
    return child === null ? [] : [{ key: name, keyPlace: keyNode.place, value: child }];
  });
}

/** A key as text. `__proto__` is refused: as a plain object's key it would vanish, and a rule would lose a condition. */
function keyName(node: TreeNode, reading: Reading): string | null {
  if (node.kind === 'scalar' && node.value !== null) {
    const name = typeof node.value === 'string' ? node.value : node.source;
    if (name !== '__proto__') return name;
  }
  const shown = node.kind === 'scalar' ? node.source : node.kind;
  reading.issues.push(errorAt(node.place, 'bad-key', `${quoted(shown)} cannot be a key`));
  return null;
}
