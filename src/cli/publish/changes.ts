/**
 * What each version of a policy changed, in one line, by the same comparison as `diff`.
 */
import type { ParameterStore } from '../../aws/operator/policy/parameter-store.ts';
import type { PolicyDocument } from '../../core/policy.ts';
import { compare, differs } from '../diff/compare.ts';
import { renderDiff } from '../diff/render.ts';
import { documentOf, type Version } from './versions.ts';

/** The change of each version that is asked for, by its number. */
export async function changesOf(
  store: ParameterStore,
  parameter: string,
  all: readonly Version[],
  asked: readonly Version[],
): Promise<ReadonlyMap<number, string>> {
  const read = new Map<number, PolicyDocument | null>();
  const documentAt = async (version: Version) => {
    const known = read.get(version.version);
    if (known !== undefined) return known;
    const document = await documentOf(store, parameter, version);
    const value = document.ok ? document.value : null;
    read.set(version.version, value);
    return value;
  };
  const changes = new Map<number, string>();
  for (const version of asked) {
    const before = all[all.indexOf(version) + 1];
    changes.set(version.version, await changeOf(before, version, documentAt));
  }
  return changes;
}

async function changeOf(
  former: Version | undefined,
  version: Version,
  documentAt: (version: Version) => Promise<PolicyDocument | null>,
): Promise<string> {
  const after = await documentAt(version);
  if (after === null) return 'cannot be read back';
  if (former === undefined) return 'the first version that is kept';
  if (former.manifest?.digest === version.manifest?.digest) return 'the same policy as before';
  const before = await documentAt(former);
  if (before === null) return 'the version before it cannot be read back';
  const diff = await compare(before, after);
  const [first = ''] = renderDiff(diff).split('\n');
  if (!differs(diff)) return first;
  const others = diff.changes.length + diff.sentences.length + diff.settings.length - 1;
  return others === 0 ? first : `${first}, and ${others} more`;
}
