/**
 * Trees for the tests of what stands between reading YAML and a document.
 */
import type { TreeNode } from '../../../src/policy/file/tree.ts';
import { readYaml } from '../../../src/policy/file/yaml-tree.ts';

/** The tree of a text in `policies/test.yaml`. */
export function treeOf(text: string): TreeNode {
  const { tree } = readYaml('policies/test.yaml', text);
  if (tree === null) throw new Error(`no tree: ${text}`);
  return tree;
}
