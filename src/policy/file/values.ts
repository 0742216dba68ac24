/**
 * The values of conditions: each has one spelling, and a near miss is explained at its own line, in list files too. Runs
 * on the tree, so that a misspelt key elsewhere hides no misspelt value.
 */
import type { ListCondition, MapCondition, Readers, ValueProblem } from '../../core/conditions/condition.ts';
import { conditionOf } from '../../core/conditions/registry.ts';
import { parseDomain } from '../../identity/domain.ts';
import { parseEmail } from '../../identity/email.ts';
import { imitatedName } from '../../identity/imitation.ts';
import { parsePhone } from '../../identity/phone.ts';
import { type Gatherable, gathered } from './gathered.ts';
import { errorAt, type Issue, type Place, printable, quoted } from './issue.ts';
import { nearest, suggested } from './spelling.ts';
import { type Entry, entryOf, nodeAt, plainValue, type TreeNode } from './tree.ts';

/** The parsers of `identity/` as conditions take them. */
export const READERS: Readers = {
  domain: parseDomain,
  emailAddress: (text) => parseEmail(text)?.folded ?? null,
  phone: (text) => parsePhone(text) !== null,
  imitated: imitatedName,
};

/** Every value that its condition does not take as written; many of one list with the same fault as one issue. */
export function valueIssues(tree: TreeNode): readonly Issue[] {
  return [...entriesOf(tree)].flatMap((entry) =>
    gathered(faultsOf(entry), ({ file }) => (file === tree.place.file ? null : remedyFor(entry.key, file))),
  );
}

/** Whether some value is not as its condition takes it: found at the first. */
export function hasValueIssue(tree: TreeNode): boolean {
  return [...entriesOf(tree)].some((entry) => faultsOf(entry).next().done === false);
}

/** The conditions of all rules. */
function* entriesOf(tree: TreeNode): Generator<Entry> {
  const rules = nodeAt(tree, ['rules']);
  if (rules?.kind !== 'list') return;
  for (const rule of rules.items) {
    for (const half of ['when', 'unless']) {
      const set = entryOf(rule, half)?.value;
      if (set?.kind === 'map') yield* set.entries;
    }
  }
}

function* faultsOf({ key, value }: Entry): Generator<Gatherable> {
  const condition = conditionOf(key);
  if (condition?.shape === 'list' && value.kind === 'list') yield* itemFaults(value.items, condition);
  if (condition?.shape === 'map' && value.kind === 'map')
    for (const one of value.entries) yield* nameFaults(one, condition);
}

function remedyFor(field: string, file: string): string | null {
  const written = IMPORTED[field];
  return written === undefined ? null : `\`${importOf(file, written)}\` writes them right`;
}

/** What `import` writes for a field. */
const IMPORTED: Readonly<Record<string, string>> = { emailDomain: '--domains', emailAddress: '--addresses' };

function importOf(file: string, option: string): string {
  const name = /^[\w./-]+$/u.test(file) ? file : `'${file}'`;
  return `signup-guard import ${name} ${option} ${name}`;
}

/** A word outside a closed set is the shape's to refuse as well: `parse.ts` says it once. */
function* itemFaults(items: readonly TreeNode[], condition: ListCondition): Generator<Gatherable> {
  for (const item of items) {
    const written = writtenText(item);
    if (written === null) continue;
    const read = condition.read(written, READERS);
    if (read.ok) continue;
    const near = condition.oneOf === undefined ? null : nearest(written, condition.oneOf);
    yield { issue: nearMiss(item.place, written, read.error, near), list: condition.field };
  }
}

/** A name that its condition does not take; of one that it does, the values. */
function* nameFaults({ key, keyPlace, value }: Entry, { readName, readValue }: MapCondition): Generator<Gatherable> {
  const name = readName?.(key);
  if (name?.ok === false) {
    if (key !== '') yield { issue: nearMiss(keyPlace, key, name.error, null), list: null };
    return;
  }
  if (value.kind !== 'list') return;
  for (const item of value.items) {
    const written = writtenText(item);
    if (written === null) continue;
    const read = readValue?.(key, written, READERS);
    if (read?.ok === false) yield { issue: nearMiss(item.place, written, read.error, null), list: key };
  }
}

/** The empty text and what is no text at all are the shape's to refuse. */
function writtenText(item: TreeNode): string | null {
  const written = plainValue(item);
  return typeof written === 'string' && written !== '' ? written : null;
}

function nearMiss(place: Place, written: string, { message, suggestion }: ValueProblem, near: string | null): Issue {
  const said = `${message.replace(`\`${written}\``, () => quoted(written))}${suggested(suggestion ?? near)}`;
  return errorAt(place, 'near-miss', printable(said));
}
