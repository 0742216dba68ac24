/**
 * The values of conditions: each has one spelling, and a near miss is explained at its own line, in list files too. Runs
 * on the tree, so that a misspelt key elsewhere hides no misspelt value.
 */
import type { ListCondition, Readers } from '../../core/conditions/condition.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import { parseDomain } from '../../identity/domain.ts';
import { parseEmail } from '../../identity/email.ts';
import { errorAt, type Issue, printable } from './issue.ts';
import { nearest, suggested } from './spelling.ts';
import { type Entry, entryOf, nodeAt, plainValue, type TreeNode } from './tree.ts';

/** The parsers of `identity/` as conditions take them. */
export const READERS: Readers = {
  domain: parseDomain,
  emailAddress: (text) => parseEmail(text)?.folded ?? null,
};

/** Every value that its condition does not take as written. */
export function valueIssues(tree: TreeNode): readonly Issue[] {
  const rules = nodeAt(tree, ['rules']);
  if (rules?.kind !== 'list') return [];
  const sets = rules.items.flatMap((rule) => ['when', 'unless'].map((key) => entryOf(rule, key)?.value));
  return sets.flatMap((set) => (set?.kind === 'map' ? set.entries.flatMap(entryIssues) : []));
}

function entryIssues({ key, value }: Entry): readonly Issue[] {
  const condition = conditionOf(key);
  return condition?.shape === 'list' && value.kind === 'list' ? itemIssues(value.items, condition) : [];
}

function itemIssues(items: readonly TreeNode[], condition: ListCondition): readonly Issue[] {
  return items.flatMap((item) => {
    // The empty text and what is no text at all are the shape's to refuse, and so is a word of a closed set.
    const written = plainValue(item);
    if (typeof written !== 'string' || written === '') return [];
    const read = condition.read(written, READERS);
    if (read.ok) return [];
    const { message, suggestion } = read.error;
    const near = condition.oneOf === undefined ? null : nearest(written, condition.oneOf);
    return [errorAt(item.place, 'near-miss', printable(`${message}${suggested(suggestion ?? near)}`))];
  });
}
