/**
 * The values of conditions: each has one spelling, and a near miss is explained at its own line, in list files too. Runs
 * on the tree, so that a misspelt key elsewhere hides no misspelt value.
 */
import type { ListCondition, Readers } from '../../core/conditions/condition.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import { parseDomain } from '../../identity/domain.ts';
import { parseEmail } from '../../identity/email.ts';
import { imitatedName } from '../../identity/imitation.ts';
import { type Gatherable, gathered } from './gathered.ts';
import { errorAt, type Issue, printable, quoted } from './issue.ts';
import { nearest, suggested } from './spelling.ts';
import { type Entry, entryOf, nodeAt, plainValue, type TreeNode } from './tree.ts';

/** The parsers of `identity/` as conditions take them. */
export const READERS: Readers = {
  domain: parseDomain,
  emailAddress: (text) => parseEmail(text)?.folded ?? null,
  imitated: imitatedName,
};

/** Every value that its condition does not take as written; many of one list with the same fault as one issue. */
export function valueIssues(tree: TreeNode): readonly Issue[] {
  const rules = nodeAt(tree, ['rules']);
  if (rules?.kind !== 'list') return [];
  const sets = rules.items.flatMap((rule) => ['when', 'unless'].map((key) => entryOf(rule, key)?.value));
  return sets.flatMap((set) => (set?.kind === 'map' ? set.entries.flatMap((entry) => entryIssues(entry, tree)) : []));
}

function entryIssues({ key, value }: Entry, { place }: TreeNode): readonly Issue[] {
  const condition = conditionOf(key);
  if (condition?.shape !== 'list' || value.kind !== 'list') return [];
  const written = IMPORTED[key];
  return gathered(itemIssues(value.items, condition), ({ file }) =>
    written === undefined || file === place.file ? null : `\`${importOf(file, written)}\` writes them right`,
  );
}

/** What `import` writes for a field. */
const IMPORTED: Readonly<Record<string, string>> = { emailDomain: '--domains', emailAddress: '--addresses' };

function importOf(file: string, option: string): string {
  const name = /^[\w./-]+$/u.test(file) ? file : `'${file}'`;
  return `signup-guard import ${name} ${option} ${name}`;
}

function* itemIssues(items: readonly TreeNode[], condition: ListCondition): Generator<Gatherable> {
  for (const item of items) {
    // The empty text and what is no text at all are the shape's to refuse, and so is a word of a closed set.
    const written = plainValue(item);
    if (typeof written !== 'string' || written === '') continue;
    const read = condition.read(written, READERS);
    if (read.ok) continue;
    const { message, suggestion } = read.error;
    const near = condition.oneOf === undefined ? null : nearest(written, condition.oneOf);
    const said = `${message.replace(`\`${written}\``, () => quoted(written))}${suggested(suggestion ?? near)}`;
    yield { issue: errorAt(item.place, 'near-miss', printable(said)), list: condition.field };
  }
}
