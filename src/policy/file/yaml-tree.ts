/**
 * YAML 1.2 to a tree with places. Takes nothing on trust: duplicate keys, tags, deep nesting, aliases that loop or
 * multiply are issues, and nothing throws. Duplicate keys are looked for here because the library's own search is
 * quadratic (20,000 keys: 7 s).
 */
import { type Alias, isAlias, isScalar, isSeq, LineCounter, type ParsedNode, type YAMLMap } from 'yaml';
import { errorAt, type Issue, type Place, quoted, startOf } from './issue.ts';
import type { Entry, TreeNode } from './tree.ts';
import { composeYaml, placeOfNode, sourceOf, type YamlSource } from './yaml-source.ts';

/** More nodes than this, aliases expanded, are no policy. */
const MAX_NODES = 600_000;

/** A policy needs six levels. */
const MAX_DEPTH = 30;

/** What an anchor names: null in place of a tree that was refused. */
type Anchored = { readonly tree: TreeNode | null; readonly size: number };

type Reading = YamlSource & {
  /** By anchor; null while its own content is still being read. What has no anchor lies where no alias looks. */
  readonly anchors: Map<string | undefined, Anchored | null>;
  readonly maxNodes: number;
  nodes: number;
};

/** What a file holds, as far as it can be read, and what is wrong with it. */
type YamlReading = { readonly tree: TreeNode | null; readonly issues: readonly Issue[] };

/** Reads one YAML document. A tree beside issues is good for finding more of them, and for nothing else. */
export function readYaml(file: string, text: string, maxNodes: number = MAX_NODES): YamlReading {
  const reading: Reading = { text, file, lines: new LineCounter(), issues: [], anchors: new Map(), maxNodes, nodes: 0 };
  const contents = composeYaml(reading);
  if (reading.issues.length > 0) return { tree: null, issues: reading.issues };
  if (contents === null) {
    return { tree: null, issues: [errorAt(startOf(file), 'empty-file', `\`${file}\` holds nothing`)] };
  }
  return { tree: treeOf(contents, reading, 0), issues: reading.issues };
}

function treeOf(node: ParsedNode, reading: Reading, depth: number): TreeNode | null {
  const before = reading.nodes;
  reading.nodes += 1;
  if (reading.nodes > reading.maxNodes) return refuse(reading, node, 'too-large', 'the file is too large; it ends');
  if (depth > MAX_DEPTH) return refuse(reading, node, 'too-deep', 'a file is not nested as deep as this');
  if (isAlias(node)) return aliased(node.source, node, reading);
  reading.anchors.set(node.anchor, null);
  const tree = contentOf(node, reading, depth);
  reading.anchors.set(node.anchor, { tree, size: reading.nodes - before });
  return tree;
}

function refuse(reading: Reading, node: ParsedNode, code: string, message: string): null {
  if (!reading.issues.some((issue) => issue.code === code)) {
    const source = sourceOf(reading, node).slice(0, 30);
    reading.issues.push(errorAt(placeOfNode(reading, node), code, `${message}: ${quoted(source)}`));
  }
  return null;
}

function aliased(name: string, node: ParsedNode, reading: Reading): TreeNode | null {
  const target = reading.anchors.get(name);
  if (target === null) return refuse(reading, node, 'cyclic-alias', 'this alias stands inside what it names');
  if (target === undefined) return refuse(reading, node, 'unknown-alias', 'this alias names no anchor above it');
  reading.nodes += target.size;
  if (reading.nodes > reading.maxNodes)
    return refuse(reading, node, 'too-large', 'this alias multiplies the file beyond bounds');
  return target.tree;
}

function contentOf(node: Exclude<ParsedNode, Alias.Parsed>, reading: Reading, depth: number): TreeNode | null {
  if (node.tag !== undefined && !PLAIN_TAGS.has(node.tag)) {
    return refuse(reading, node, 'tag', `the tag ${quoted(node.tag)} has no meaning here`);
  }
  const place = placeOfNode(reading, node);
  if (isScalar(node)) {
    const source = reading.text.slice(node.range[0], node.range[1]);
    return { kind: 'scalar', value: isPlain(node.value) ? node.value : source, source, place };
  }
  if (isSeq(node)) {
    const items = node.items.flatMap((item) => treeOf(item, reading, depth + 1) ?? []);
    return { kind: 'list', items, place };
  }
  return { kind: 'map', entries: entriesOf(node, reading, depth), place };
}

/** Tags that only say what the value is anyway. */
const PLAIN_TAGS: ReadonlySet<string> = new Set([
  '!',
  ...['str', 'int', 'bool', 'null', 'float', 'seq', 'map'].map((type) => `tag:yaml.org,2002:${type}`),
]);

/** A file that asks for YAML 1.1 has dates and merge keys; they count as the text that is written. */
function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function entriesOf({ items }: YAMLMap.Parsed, reading: Reading, depth: number): readonly Entry[] {
  const seen = new Map<string, Place>();
  return items.flatMap(({ key, value }): readonly Entry[] => {
    const keyNode = treeOf(key, reading, depth + 1);
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
    const child = value === null ? none : treeOf(value, reading, depth + 1);
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
