/**
 * Words for a value of the wrong type: what stands there, what is wanted, and how to write it. Decides nothing.
 */
import { quoted } from './issue.ts';
import { plainValue, type ReportedPath, type TreeNode } from './tree.ts';

const WANTED: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of names, each with a list of values',
  string: 'text',
  boolean: '`true`',
  int: 'a whole number',
  number: 'a whole number',
};

/** The sentence for a value of the wrong type. */
export function wrongType(key: string, path: ReportedPath, node: TreeNode, expected: string): string {
  const wanted = WANTED[expected] ?? expected;
  if (path.length === 0) return `a policy is a map of keys such as \`version\` and \`rules\`, not ${shown(node)}`;
  if (plainValue(node) === null) return `\`${key}\` has no value; it must be ${wanted}`;
  const subject = typeof path.at(-1) === 'number' ? `an entry of \`${key}\`` : `\`${key}\``;
  const sentence = `${subject} must be ${wanted}, not ${shown(node)}`;
  if (node.kind !== 'scalar') return sentence;
  if (key === 'per') return `${sentence}; write a unit, as in ${quoted(`${node.source}m`)} for minutes`;
  if (key === 'keys') return `${sentence}; write ${quoted(`{ file: ${node.source} }`)}`;
  if (expected === 'array') return `${sentence}; write ${quoted(`[${node.source}]`)}`;
  return expected === 'string' ? `${sentence}; put it in quotes` : sentence;
}

/** The sentence for a count that nobody could stay within. */
export function countTooSmall(node: TreeNode): string {
  const written = quoted(String(plainValue(node)));
  return `\`count\` is a whole number from 1 on, not ${written}; a rule that is to take part at once has no \`limit\``;
}

function shown(node: TreeNode): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map')
    return node.entries[0] === undefined ? 'an empty map' : `a map with the key ${quoted(node.entries[0].key)}`;
  if (node.value === null) return 'an empty value';
  return typeof node.value === 'string' ? quoted(node.source) : `the ${typeof node.value} ${quoted(node.source)}`;
}
