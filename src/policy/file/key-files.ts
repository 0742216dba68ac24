/**
 * The keys of attesters: a JWK Set beside the policy is put in its place, each key at its own line and by its thumbprint.
 * Reads nothing itself, as `list-files.ts` does not. A private key among them is an error, and is never repeated.
 */
import { posix } from 'node:path';
import { fieldsOf } from '../../core/json.ts';
import { PRIVATE_HERE, readPublicKey } from '../public-key.ts';
import { errorAt, type Issue, quoted, startOf } from './issue.ts';
import { type Expanded, mapEntry, pathOf, type ReadList } from './list-files.ts';
import { decodeText, textIssue } from './text.ts';
import { entryOf, type ListNode, type MapNode, plainValue, type TreeNode } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

type Reading = { readonly file: string; readonly readList: ReadList; readonly issues: Issue[] };

/** Puts the keys of every attester in. */
export function expandKeys(file: string, tree: TreeNode, readList: ReadList): Expanded {
  const reading: Reading = { file, readList, issues: [] };
  const expanded = mapEntry(tree, ['attesters'], (attesters) =>
    attesters.kind === 'list'
      ? { ...attesters, items: attesters.items.map((one) => mapEntry(one, ['keys'], (keys) => keysIn(keys, reading))) }
      : attesters,
  );
  return { tree: expanded, issues: reading.issues };
}

/** `{ file: … }`, or the keys themselves, which is how a published policy is printed. Anything else is the shape's to refuse. */
function keysIn(keys: TreeNode, reading: Reading): TreeNode {
  if (keys.kind === 'list') return withKeys(keys, keys, reading);
  if (keys.kind !== 'map') return keys;
  const set = setIn(keys, reading);
  return set === null ? { kind: 'list', items: [], place: keys.place } : withKeys(set, keys, reading);
}

/** The list of keys of the file that is named, or null with an issue. */
function setIn(keys: MapNode, reading: Reading): ListNode | null {
  const { issues } = reading;
  const path = pathOf(keys, reading);
  if (path === null) return null;
  const read = reading.readList(path.value);
  if (!read.ok) {
    issues.push(errorAt(path.place, 'file-unreadable', `${quoted(path.value)} cannot be read: ${read.error}`));
    return null;
  }
  const file = posix.join(posix.dirname(reading.file), path.value);
  const text = decodeText(file, read.value);
  if (!text.ok) {
    issues.push(textIssue(file, text.error));
    return null;
  }
  const { tree, issues: broken } = readYaml(file, text.value);
  const list = entryOf(tree ?? undefined, 'keys')?.value;
  if (list?.kind === 'list' && broken.length === 0) return list;
  const [code, words] = isPrivate(text.value, tree) ? ['private-key', PRIVATE_HERE] : ['no-jwk-set', NO_SET];
  issues.push(errorAt(startOf(file), code, `${quoted(path.value)} is no JWK Set: ${words}`));
  return null;
}

const NO_SET = 'it holds `{"keys":[…]}`';

/** Whether a file that is no set holds a private key, as `key` or OpenSSL write one. */
function isPrivate(text: string, tree: TreeNode | null): boolean {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/u.test(text)) return true;
  const key = tree?.kind === 'map' ? readPublicKey(fieldsOf(plainValue(tree))) : null;
  return key?.ok === false && key.error.code === 'private-key';
}

function withKeys(list: ListNode, at: TreeNode, { issues }: Reading): TreeNode {
  const items = list.items.flatMap((item): readonly TreeNode[] => {
    if (item.kind !== 'map') {
      issues.push(errorAt(item.place, 'wrong-type', 'a key is a map of members such as `kty`, `crv` and `x`'));
      return [];
    }
    const key = readPublicKey(fieldsOf(plainValue(item)));
    if (key.ok) return [keyNode(item, key.value)];
    const { code, member, message } = key.error;
    issues.push(errorAt(entryOf(item, member ?? undefined)?.keyPlace ?? item.place, code, message));
    return [];
  });
  return { kind: 'list', items, place: at.place };
}

function keyNode(item: MapNode, members: Readonly<Record<string, string>>): MapNode {
  const { place } = item;
  const entries = Object.entries(members).map(([key, value]) => ({
    key,
    keyPlace: place,
    value: { kind: 'scalar', value, source: value, place } as const,
  }));
  return { kind: 'map', entries, place };
}
